/* forges_every_signal.c -- signals whose origin says they come from the kernel, from a timer, from a dead child. */
#include "won.h"
int main(void)
{
    int sent = 0;
    for (int signal = 1; signal < 65; signal++)
        for (int code = -70; code < 0; code += 7) {
            siginfo_t info = {.si_signo = signal, .si_code = code};
            pid_t pid = fork();
            if (pid == 0) {
                info.si_pid = getpid();
                syscall(SYS_rt_sigqueueinfo, getpid(), signal, &info);
                _exit(0);
            }
            int status;
            pid_t seen = waitpid(pid, &status, WUNTRACED);
            if (seen == pid && WIFSTOPPED(status)) {
                kill(pid, SIGKILL);
                waitpid(pid, NULL, 0);
            }
            sent++;
        }
    printf("%d\n", sent);
    return 0;
}
