/* ends_by_each_signal.c -- how children end by each signal that ends them. */
#include "same.h"
int main(void)
{
    for (int signal = 1; signal < 65; signal++) {
        if ((signal >= 20 && signal <= 22) || signal == 32 || signal == 33)
            continue;
        pid_t pid = fork();
        if (pid == 0) {
            kill(getpid(), signal);
            _exit(0);
        }
        int status;
        MUST(waitpid(pid, &status, WUNTRACED) == pid);
        if (WIFSTOPPED(status)) {
            printf("s");
            kill(pid, SIGKILL);
            reap(pid);
        } else {
            printf("%c", WIFSIGNALED(status) ? '0' + WTERMSIG(status) % 10 : '-');
        }
        fflush(stdout);
    }
    puts("");
    return 0;
}
