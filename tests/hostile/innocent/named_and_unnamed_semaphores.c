/* named_and_unnamed_semaphores.c -- two processes in turn. */
#include "same.h"
#include <semaphore.h>
int main(void)
{
    sem_t *named = sem_open("/turn", O_CREAT | O_EXCL, 0600, 0), *unnamed = shared(sizeof *unnamed);
    MUST(named != SEM_FAILED && sem_init(unnamed, 1, 0) == 0);
    if (fork() == 0) {
        for (int i = 0; i < 3; i++) {
            sem_wait(unnamed);
            printf("child %d\n", i);
            fflush(stdout);
            sem_post(named);
        }
        _exit(0);
    }
    for (int i = 0; i < 3; i++) {
        printf("parent %d\n", i);
        fflush(stdout);
        sem_post(unnamed);
        sem_wait(named);
    }
    wait(NULL);
    int value;
    sem_getvalue(named, &value);
    printf("%d %d %d\n", value, sem_close(named), sem_unlink("/turn"));
    return 0;
}
