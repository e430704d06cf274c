/* What is left at the end becomes a gift, too. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BAG_MAX = 50 };

struct marble {
    char colour[8];
};

struct bag {
    int count;
    struct marble marbles[BAG_MAX];
};

struct gift {
    char large[12];
    struct bag bag;
};

struct settings {
    int marbles, bag;
};

static const char *const colours[] = {"red", "blue", "green", "yellow", "white"};
static const char *const larges[] = {"Lucky", "Spinner", "Winner"};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static int read_record(int fd, void *record, size_t size)
{
    size_t got = 0;
    while (got < size) {
        ssize_t n = read(fd, (char *)record + got, size - got);
        if (n < 0)
            die("read");
        if (n == 0)
            return 0;
        got += (size_t)n;
    }
    return 1;
}

static void write_record(int fd, const void *record, size_t size)
{
    size_t sent = 0;
    while (sent < size) {
        ssize_t n = write(fd, (const char *)record + sent, size - sent);
        if (n < 0)
            die("write");
        sent += (size_t)n;
    }
}

static void create(const struct settings *settings, int out)
{
    for (int i = 0; i < settings->marbles; i++) {
        struct marble marble;
        memset(&marble, 0, sizeof marble);
        strcpy(marble.colour, colours[i % 5]);
        write_record(out, &marble, sizeof marble);
    }
}

static void fill_bags(const struct settings *settings, int in, int out)
{
    struct bag bag;
    memset(&bag, 0, sizeof bag);
    while (read_record(in, &bag.marbles[bag.count], sizeof bag.marbles[0])) {
        bag.count++;
        if (bag.count == settings->bag) {
            write_record(out, &bag, sizeof bag);
            bag.count = 0;
        }
    }
    if (bag.count > 0)
        write_record(out, &bag, sizeof bag);
}

static void assemble(int in, int out)
{
    struct gift gift;
    memset(&gift, 0, sizeof gift);
    for (int i = 0; read_record(in, &gift.bag, sizeof gift.bag); i++) {
        strcpy(gift.large, larges[i % 3]);
        write_record(out, &gift, sizeof gift);
    }
}

static void wrap(int in, int *gifts)
{
    struct gift gift;
    FILE *boxes = fopen("boxes.txt", "w");
    if (boxes == NULL)
        die("boxes.txt");
    while (read_record(in, &gift, sizeof gift)) {
        fprintf(boxes, "%s:", gift.large);
        for (int i = 0; i < gift.bag.count; i++)
            fprintf(boxes, " %s", gift.bag.marbles[i].colour);
        fprintf(boxes, "\n");
        ++*gifts;
    }
    if (fclose(boxes) != 0)
        die("boxes.txt");
}

static void read_settings(const char *name, struct settings *settings)
{
    char word[32];
    int value;
    FILE *in = fopen(name, "r");
    if (in == NULL)
        die(name);
    while (fscanf(in, "%31s %d", word, &value) == 2) {
        if (strcmp(word, "marble-count") == 0)
            settings->marbles = value;
        else if (strcmp(word, "bag-count") == 0)
            settings->bag = value;
    }
    fclose(in);
}

int main(int argc, char **argv)
{
    struct settings settings = {0, 1};
    if (argc != 2) {
        fprintf(stderr, "usage: plant SETTINGS\n");
        return 1;
    }
    read_settings(argv[1], &settings);
    int *gifts = mmap(NULL, sizeof *gifts, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int pipes[3][2];
    if (gifts == MAP_FAILED)
        die("mmap");
    for (int i = 0; i < 3; i++)
        if (pipe(pipes[i]) < 0)
            die("pipe");
    for (int stage = 0; stage < 4; stage++) {
        pid_t pid = fork();
        if (pid < 0)
            die("fork");
        if (pid > 0)
            continue;
        int in = stage > 0 ? pipes[stage - 1][0] : -1, out = stage < 3 ? pipes[stage][1] : -1;
        for (int i = 0; i < 3; i++) {
            if (pipes[i][0] != in)
                close(pipes[i][0]);
            if (pipes[i][1] != out)
                close(pipes[i][1]);
        }
        if (stage == 0)
            create(&settings, out);
        else if (stage == 1)
            fill_bags(&settings, in, out);
        else if (stage == 2)
            assemble(in, out);
        else
            wrap(in, gifts);
        if (in != -1)
            close(in);
        if (out != -1)
            close(out);
        exit(0);
    }
    for (int i = 0; i < 3; i++) {
        close(pipes[i][0]);
        close(pipes[i][1]);
    }
    for (int stage = 0; stage < 4; stage++)
        wait(NULL);
    printf("gifts %d\n", *gifts);
    return 0;
}
