/* Children add to copies of a total, after they filled tables of their own. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int table[200], total;

int main(void)
{
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            for (int k = 0; k < 200; k++)
                table[k] = k;
            for (int k = 0; k < 200; k++)
                total += table[k]; // @add
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    printf("%d\n", total);
    return 0;
}
