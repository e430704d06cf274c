/* child_ends_while_it_waits_on_a_semaphore.c -- SIGCHLD, which nobody handles, must not interrupt semop. */
#include "same.h"
#include <sys/sem.h>
int main(void)
{
    int sem = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);
    struct sembuf down = {0, -1, 0}, up = {0, 1, 0};
    pid_t quick = fork();
    if (quick == 0)
        _exit(0);
    pid_t slow = fork();
    if (slow == 0) {
        nap_ms(30);
        semop(sem, &up, 1);
        _exit(0);
    }
    int result = semop(sem, &down, 1);
    printf("%d %d %d\n", result, reap(quick), reap(slow));
    semctl(sem, 0, IPC_RMID);
    return 0;
}
