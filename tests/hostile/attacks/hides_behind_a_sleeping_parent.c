/* hides_behind_a_sleeping_parent.c -- a chain of processes each of which waits for the next; the last one burns. */
#include "won.h"
int main(void)
{
    for (int i = 0; i < 40; i++) {
        pid_t pid = fork();
        if (pid > 0) {
            waitpid(pid, NULL, 0);
            _exit(0);
        }
        setpgid(0, 0);
        signal(SIGTERM, SIG_IGN);
    }
    for (volatile long i = 0;; i++)
        continue;
}
