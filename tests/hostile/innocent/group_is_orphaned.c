/* group_is_orphaned.c -- a stopped child whose parent ends is told by SIGHUP and SIGCONT. */
#include "same.h"
static int fd[2];
static void told(int signal)
{
    (void)!write(fd[1], signal == SIGHUP ? "h" : "c", 1);
}
int main(void)
{
    char text[3] = "";
    MUST(pipe(fd) == 0);
    pid_t middle = fork();
    if (middle == 0) {
        pid_t child = fork();
        if (child == 0) {
            signal(SIGHUP, told);
            signal(SIGCONT, told);
            setpgid(0, 0);
            raise(SIGSTOP);
            _exit(0);
        }
        int status;
        setpgid(child, child);
        MUST(waitpid(child, &status, WUNTRACED) == child && WIFSTOPPED(status));
        _exit(0);
    }
    MUST(reap(middle) == 0);
    close(fd[1]);
    for (ssize_t n, at = 0; at < 2 && (n = read(fd[0], text + at, 2 - at)) > 0; at += n)
        continue;
    printf("%d %d\n", strchr(text, 'h') != NULL, strchr(text, 'c') != NULL);
    return 0;
}
