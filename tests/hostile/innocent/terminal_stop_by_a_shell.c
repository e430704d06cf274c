/* terminal_stop_by_a_shell.c -- a child in a group of its own stops by SIGTSTP, is seen, and goes on. */
#include "same.h"
int main(void)
{
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        setpgid(0, 0);
        raise(SIGTSTP);
        _exit(4);
    }
    setpgid(pid, pid);
    MUST(waitpid(pid, &status, WUNTRACED) == pid);
    printf("%d\n", WIFSTOPPED(status) && WSTOPSIG(status) == SIGTSTP);
    kill(-pid, SIGCONT);
    printf("%d\n", reap(pid));
    return 0;
}
