/* runs_away.c -- each process forks one and ends: nobody is there for long, and somebody always. */
#include "won.h"
int main(void)
{
    for (int first = 1;; first = 0) {
        pid_t child = fork();
        if (child > 0)
            _exit(0);
        if (child < 0 && !first)
            continue;
        setsid();
    }
}
