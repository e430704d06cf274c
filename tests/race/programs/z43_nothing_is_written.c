/* Calls that fail write nothing, and those that give less write no more than that: others use the rest. And memory
 * that libc gave back and gives again is no memory of him who had it. */
#define _GNU_SOURCE
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static struct stat not_there;
static int no_child, no_pipe[2] = {7, 7};
static char half_read[8], half_vector[8], half_message[8], half_line[16], half_item[8], half_text[8], half_printed[] = "abcd";
static char same_begin[] = "abcd", other_begin[] = "axyz";
static struct pollfd polled = {.events = POLLOUT, .revents = 5};

static void memory(void)
{
    for (int i = 0; i < 3; i++) {
        static const char lines[] = "a\nbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
                                    "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n";
        char *text = NULL, *line = NULL, *here;
        size_t room = 0;
        FILE *f = fmemopen((void *)lines, strlen(lines), "r");
        asprintf(&text, "%0100d", i);
        text[99] = 'x';
        while (getline(&line, &room, f) > 0)
            line[0] = 'x';
        here = realpath("/", NULL);
        here[0] = 'x';
        free(here);
        here = getcwd(NULL, 0);
        here[0] = 'x';
        free(here);
        fclose(f);
        free(text);
        free(line);
    }
}

static void *calls(void *unused)
{
    int ends[2], pair[2];
    struct iovec parts[] = {{half_vector, 2}, {half_vector + 2, 6}};
    static char text[] = "xy";
    FILE *f = fmemopen(text, 2, "r"), *g = fmemopen(text, 2, "r");
    pipe(ends);
    socketpair(AF_UNIX, SOCK_DGRAM, 0, pair);
    stat("not-there", &not_there);
    waitpid(1, &no_child, WNOHANG);
    socketpair(AF_UNIX, 4711, 0, no_pipe);
    write(ends[1], "abcd", 4);
    read(ends[0], half_read, 8);
    write(ends[1], "abc", 3);
    readv(ends[0], parts, 2);
    write(pair[1], "abcd", 4);
    recvfrom(pair[0], half_message, 8, 0, NULL, NULL);
    fgets(half_line, sizeof half_line, f);
    fread(half_item, 1, 8, g);
    snprintf(half_text, sizeof half_text, "%d", 123);
    snprintf(half_text, sizeof half_text, "%.*s", 3, half_printed);
    volatile int used = strcmp(same_begin, other_begin);
    (void)used;
    polled.fd = ends[1];
    poll(&polled, 1, 0);
    memory();
    return unused;
}

static long sum;
static void *uses(void *unused)
{
    not_there.st_size = 1;
    no_child = 1;
    no_pipe[0] = 1;
    half_read[4] = half_read[7] = 1;
    half_vector[3] = half_vector[7] = 1;
    half_message[4] = half_message[7] = 1;
    half_line[3] = half_line[15] = 1;
    half_item[2] = half_item[7] = 1;
    half_text[4] = half_text[7] = 1;
    half_printed[3] = 1;
    same_begin[2] = 'z';
    other_begin[3] = 'c';
    sum += polled.events;
    memory();
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, calls, NULL);
    pthread_create(&b, NULL, uses, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
