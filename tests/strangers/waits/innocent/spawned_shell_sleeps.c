#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char b[99];
    char *v[] = {"sh", "-c", "sleep 0.6; echo late", 0};
    pid_t p;
    posix_spawn_file_actions_t f;
    pipe2(fd, O_CLOEXEC);
    posix_spawn_file_actions_init(&f);
    posix_spawn_file_actions_adddup2(&f, fd[1], 1);
    posix_spawnp(&p, "sh", &f, NULL, v, environ);
    close(fd[1]);
    while (read(fd[0], b, 99) > 0)
        ;
    close(fd[0]);
    waitpid(p, NULL, 0);
    return 0;
}
