/* exits_soon.c -- computes for most of 300 ms, then ends children and threads at every moment that a look can meet. */
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    for (;;) {
        for (int i = 0; i < 4; i++)
            if (fork() == 0) {
                for (volatile long k = 0; k < 1000 * i; k++) {
                }
                _exit(0);
            }
        while (wait(NULL) > 0) {
        }
    }
}
