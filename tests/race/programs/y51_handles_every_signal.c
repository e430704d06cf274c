/* It handles each signal there is, also the one by which our build sees its calls. */
#include <stdio.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>
static void on(int signal_)
{
    (void)signal_;
}
int main(void)
{
    int *v = mmap(NULL, 4, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int s = semget(IPC_PRIVATE, 1, 0600);
    for (int i = 1; i < NSIG; i++)
        signal(i, on);
    semctl(s, 0, SETVAL, 1);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            struct sembuf d = {0, -1, 0}, u = {0, 1, 0};
            semop(s, &d, 1);
            ++*v;
            semop(s, &u, 1);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("%d\n", *v);
    semctl(s, 0, IPC_RMID);
    return 0;
}
