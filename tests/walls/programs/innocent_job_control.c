/* innocent_job_control.c -- a shell's work: stop a child, see that, continue it, see that too. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int status, ends[2], go[2];
    char c;
    if (pipe(ends) < 0 || pipe(go) < 0)
        return 1;
    pid_t child = fork();
    if (child == 0) {
        raise(SIGSTOP);
        if (read(go[0], &c, 1) != 1) /* it must not have ended before it was seen to go on */
            _exit(9);
        _exit(write(ends[1], "x", 1) == 1 ? 7 : 8);
    }
    close(ends[1]);
    if (waitpid(child, &status, WUNTRACED) != child || !WIFSTOPPED(status) || WSTOPSIG(status) != SIGSTOP)
        return 2;
    if (kill(child, SIGCONT) < 0 || waitpid(child, &status, WCONTINUED) != child || !WIFCONTINUED(status))
        return 3;
    if (write(go[1], "x", 1) != 1 || read(ends[0], &c, 1) != 1 || waitpid(child, &status, 0) != child)
        return 4;
    printf("%d\n", WEXITSTATUS(status));
    return 0;
}
