/* alarm_interrupts_a_read.c -- EINTR where it belongs. */
#include "same.h"
static void tick(int number)
{
    (void)number;
}
int main(void)
{
    int ends[2];
    char c;
    struct sigaction action = {.sa_handler = tick};
    MUST(pipe(ends) == 0 && sigaction(SIGALRM, &action, NULL) == 0);
    alarm(1);
    MUST(read(ends[0], &c, 1) < 0);
    printf("%s %u\n", strerrorname_np(errno), alarm(0));
    return 0;
}
