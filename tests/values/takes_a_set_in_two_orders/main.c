/* Two semaphores of one set, taken in two orders by a function of their own: it is told where that calls semop(). */
#include <stdio.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

static void change(int set, int which, int by)
{
    struct sembuf one = {(unsigned short)which, (short)by, 0};
    semop(set, &one, 1);
}

int main(void)
{
    int set = semget(IPC_PRIVATE, 2, 0600);
    if (semctl(set, 0, SETVAL, 1) < 0 || semctl(set, 1, SETVAL, 1) < 0)
        return 1;
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            change(set, i, -1);
            change(set, 1 - i, -1);
            change(set, 0, 1);
            change(set, 1, 1);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("done\n");
    semctl(set, 0, IPC_RMID);
    return 0;
}
