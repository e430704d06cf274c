/* waits_by_group.c -- children in two groups, waited for by group. */
#include "same.h"
int main(void)
{
    pid_t leader[2] = {0, 0};
    int ended[2] = {0, 0};
    for (int k = 0; k < 5; k++) {
        pid_t child = fork();
        MUST(child >= 0);
        if (child == 0) {
            setpgid(0, leader[k % 2]);
            _exit(0);
        }
        if (!leader[k % 2])
            leader[k % 2] = child;
        setpgid(child, leader[k % 2]);
    }
    for (int g = 0; g < 2; g++)
        while (waitpid(-leader[g], NULL, 0) > 0)
            ended[g]++;
    printf("%d %d %d\n", ended[0], ended[1], waitpid(-1, NULL, 0) > 0);
    return 0;
}
