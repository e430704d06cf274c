/* A thread reads to the end; the child that was forked meanwhile has a copy of the write end, and waits for the parent. */
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int p[2], go[2];

static void *reader(void *unused)
{
    char c;
    while (read(p[0], &c, 1) == 1) /* the thread */
        putchar(c);
    return unused;
}

int main(void)
{
    pthread_t t;
    char c;
    pipe(p);
    pipe(go);
    pthread_create(&t, NULL, reader, NULL);
    if (fork() == 0) {
        close(go[1]);
        read(go[0], &c, 1); /* the child */
        _exit(0);
    }
    close(go[0]);
    write(p[1], "x\n", 2);
    close(p[1]);
    pthread_join(t, NULL);
    write(go[1], "g", 1);
    return wait(NULL) < 0;
}
