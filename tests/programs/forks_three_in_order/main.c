#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* The children end in the opposite order: each waits until the next one's pipe is closed by its death. */
int main(void)
{
    int gates[4][2];
    for (int i = 0; i < 4; i++)
        if (pipe(gates[i]) < 0)
            return 1;
    for (int i = 1; i <= 3; i++) {
        if (fork() > 0)
            continue;
        char c;
        for (int k = 0; k < 4; k++)
            if (k != i - 1)
                close(gates[k][1]);
        if (read(gates[i][0], &c, 1) != 0)
            return 1;
        printf("%d\n", i);
        fflush(stdout);
        return 10 + i;
    }
    for (int k = 0; k < 4; k++)
        close(gates[k][1]);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
