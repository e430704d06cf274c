/* calls.c -- makes each system call once, with arguments that are all -1, and says what came of it. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

/* In the words of the table's test: an errno's name, "works", "hangs" or "dies N". -1 is no descriptor, no address, no
 * pid and no flag that anybody knows, so hardly anything happens; what does happens to a child of ours. */
static void try_call(long number)
{
    int ends[2], error = -1, status;
    if (pipe(ends) < 0)
        exit(1);
    pid_t pid = fork();
    if (pid == 0) {
        struct itimerval soon = {.it_value = {0, 100000}};
        setitimer(ITIMER_REAL, &soon, NULL);
        long result = syscall(number, -1L, -1L, -1L, -1L, -1L, -1L);
        error = result == -1 ? errno : 0;
        _exit(write(ends[1], &error, sizeof error) != sizeof error);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid)
        exit(1);
    close(ends[1]); /* a fork of the child's may hold it, but has written before */
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
        printf("%ld hangs\n", number);
    else if (WIFSIGNALED(status))
        printf("%ld dies %d\n", number, WTERMSIG(status));
    else if (read(ends[0], &error, sizeof error) != sizeof error)
        printf("%ld ends\n", number);
    else
        printf("%ld %s\n", number, error == 0 ? "works" : strerrorname_np(error));
    close(ends[0]);
}

int main(int argc, char **argv)
{
    for (int i = 1; i + 1 < argc; i += 2)
        for (long number = strtol(argv[i], NULL, 10); number < strtol(argv[i + 1], NULL, 10); number++)
            if (number != SYS_vfork && number != SYS_clone) /* children that share the stack, or all there is */
                try_call(number);
    return 0;
}
