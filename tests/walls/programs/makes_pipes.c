/* makes_pipes.c -- pipes whose descriptors are copied, closed and used again; prints what it made. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void make(const char *how, int call)
{
    int ends[2];
    struct stat st, other;
    int code = call == SYS_pipe ? pipe(ends) : call == SYS_pipe2 ? pipe2(ends, O_CLOEXEC)
                                                                 : socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
    if (code < 0) {
        printf("%s failed\n", how);
        return;
    }
    fstat(ends[0], &st);
    fstat(ends[1], &other);
    printf("%s %d %d %lu %ld\n", how, ends[0], ends[1], st.st_ino, call == SYS_socketpair ? (long)other.st_ino : -1L);
    fflush(stdout);
}

static void *in_thread(void *unused)
{
    make("thread", SYS_pipe);
    return unused;
}

int main(int argc, char **argv)
{
    int ends[2];
    pthread_t thread;
    for (int i = 0; argc > 1 && i < atoi(argv[1]); i++) {
        pipe(ends);
        close(ends[0]);
        close(ends[1]);
    }
    if (argc > 1)
        return 0;
    make("pipe", SYS_pipe);
    dup2(4, 10);
    close(3);
    make("reused", SYS_pipe2);
    make("pair", SYS_socketpair);
    if (fork() == 0) {
        close(4);
        make("child", SYS_pipe);
        _exit(0);
    }
    wait(NULL);
    pthread_create(&thread, NULL, in_thread, NULL);
    pthread_join(thread, NULL);
    pipe((int *)1); /* EFAULT: none is made */
    for (int i = open("/dev/null", O_RDONLY); i >= 0; i = open("/dev/null", O_RDONLY))
        continue;
    make("full", SYS_pipe);
    return 0;
}
