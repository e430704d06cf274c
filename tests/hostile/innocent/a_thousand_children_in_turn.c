/* a_thousand_children_in_turn.c -- never two at once. */
#include "same.h"
int main(void)
{
    int sum = 0;
    for (int i = 0; i < 1000; i++) {
        pid_t pid = fork();
        MUST(pid >= 0);
        if (pid == 0)
            _exit(i % 7);
        sum += reap(pid);
    }
    printf("%d\n", sum);
    return 0;
}
