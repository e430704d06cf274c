/* burns_cpu.c -- endless loops in children, so that no single process uses much. */
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    for (;;) {
        for (int i = 0; i < 4; i++)
            if (fork() == 0) {
                for (volatile long k = 0; k < 20000000; k++) {
                }
                _exit(0);
            }
        while (wait(NULL) > 0) {
        }
    }
}
