/* queues_signals_for_init.c -- every signal there is, with a value, a hundred times, to who must not be hurt. */
#include "won.h"
int main(void)
{
    for (int i = 0; i < 100; i++)
        for (int sig = 1; sig < 65; sig++) {
            siginfo_t info = {.si_signo = sig, .si_code = -1, .si_pid = getpid(), .si_uid = getuid()};
            (void)sigqueue(1, sig, (union sigval){.sival_int = i});
            (void)syscall(SYS_rt_sigqueueinfo, 1, sig, &info);
            (void)syscall(SYS_rt_tgsigqueueinfo, 1, 1, sig, &info);
            (void)syscall(SYS_tgkill, 1, 1, sig);
        }
    puts("still here");
    return 0;
}
