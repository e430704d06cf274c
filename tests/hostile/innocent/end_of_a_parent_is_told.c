/* end_of_a_parent_is_told.c -- who only pauses is told by a signal when its parent has ended. */
#include "same.h"
#include <sys/prctl.h>
static void on_end(int signal)
{
    (void)!write(1, "told\n", 5);
    _exit(0);
}
int main(void)
{
    int ends[2];
    char byte;
    MUST(pipe(ends) == 0);
    if (fork() == 0) {
        if (fork() == 0) {
            signal(SIGUSR1, on_end);
            prctl(PR_SET_PDEATHSIG, SIGUSR1);
            MUST(write(ends[1], "x", 1) == 1);
            for (;;)
                pause();
        }
        nap_ms(200);
        _exit(0);
    }
    close(ends[1]);
    MUST(read(ends[0], &byte, 1) == 1 && read(ends[0], &byte, 1) == 0);
    return 0;
}
