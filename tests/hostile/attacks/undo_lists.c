/* undo_lists.c -- what is to be undone at the end of each process, for each of many small sets. */
#include "won.h"
#include <sys/sem.h>
int main(void)
{
    static int sets[30000];
    int count = 0;
    while (count < 30000 && (sets[count] = semget(IPC_PRIVATE, 1, 0600)) >= 0)
        count++;
    int ready[2];
    if (pipe(ready) < 0)
        return 1;
    for (int i = 0; i < 50; i++)
        if (fork() == 0) {
            for (int k = 0; k < count; k++) {
                struct sembuf up = {0, 1, SEM_UNDO};
                if (semop(sets[k], &up, 1) < 0)
                    break;
            }
            if (write(ready[1], "x", 1) == 1)
                pause();
        }
    char c;
    for (int i = 0; i < 50; i++)
        if (read(ready[0], &c, 1) != 1)
            break;
    printf("ESCAPED with %d sets in 50 processes\n", count);
    fflush(stdout);
    sleep(1);
    kill(0, SIGKILL);
    return 0;
}
