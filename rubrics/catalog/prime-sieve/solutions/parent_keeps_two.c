/* The first process is the first filter: it prints 2 and sends only odd numbers, so up to 2 it is alone. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

struct stage {
    int out;
    pid_t next;
};

static void filter(int in);

static void send_on(struct stage *stage, int in, int n)
{
    if (stage->next == 0) {
        int fd[2];
        if (pipe(fd) < 0 || (stage->next = fork()) < 0) {
            perror("next stage");
            exit(1);
        }
        if (stage->next == 0) {
            if (in >= 0)
                close(in);
            close(fd[1]);
            filter(fd[0]);
            exit(0);
        }
        close(fd[0]);
        stage->out = fd[1];
    }
    if (write(stage->out, &n, sizeof n) != sizeof n)
        exit(1);
}

static void finish(struct stage *stage)
{
    if (stage->next == 0)
        return;
    close(stage->out);
    waitpid(stage->next, NULL, 0);
}

static void filter(int in)
{
    struct stage stage = {-1, 0};
    int prime, n;
    if (read(in, &prime, sizeof prime) == sizeof prime) {
        printf("%d\n", prime);
        fflush(stdout);
        while (read(in, &n, sizeof n) == sizeof n)
            if (n % prime != 0)
                send_on(&stage, in, n);
    }
    close(in);
    finish(&stage);
}

int main(int argc, char **argv)
{
    struct stage stage = {-1, 0};
    if (argc != 2)
        return 1;
    int limit = atoi(argv[1]);
    if (limit >= 2) {
        printf("2\n");
        fflush(stdout);
    }
    for (int n = 3; n <= limit; n += 2)
        send_on(&stage, -1, n);
    finish(&stage);
    return 0;
}
