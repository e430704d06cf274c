/* clones_with_every_flag.c -- clone() with each flag and each end signal, alone and with others. */
#include "won.h"
int main(void)
{
    int made = 0, odd = 0;
    pid_t me = getpid();
    for (int signal_ = 1; signal_ < 65; signal_++)
        if (signal_ != SIGCHLD) {
            void *ignore[4] = {(void *)SIG_IGN};
            syscall(SYS_rt_sigaction, signal_, ignore, NULL, 8);
        }
    for (int bit = 0; bit < 64; bit++)
        for (int with = 0; with < (bit < 8 ? 2 : 3); with++) {
            unsigned long flags = 1UL << bit | (with == 1 ? CLONE_FS | CLONE_FILES : with == 2 ? SIGCHLD : 0);
            if (flags & (CLONE_VM | CLONE_SETTLS | CLONE_VFORK | CLONE_THREAD | CLONE_SIGHAND))
                continue;
            int word[4] = {0};
            long pid = syscall(SYS_clone, flags, NULL, word, word + 1, 0);
            if (pid == 0) {
                if (getpid() == 1)
                    write(1, "ESCAPED pid 1\n", 14);
                _exit(0);
            }
            made += pid > 0;
            if (pid > 0 && waitpid(pid, NULL, __WALL) < 0 && errno != ECHILD)
                odd++;
        }
    printf("%d %d\n", made > 20, odd || getpid() != me);
    return 0;
}
