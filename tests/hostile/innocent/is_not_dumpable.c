/* is_not_dumpable.c -- hides from others of its user, and talks to its child as anybody. */
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
int main(void)
{
    int ends[2];
    char text[8] = "";
    prctl(PR_SET_DUMPABLE, 0);
    if (pipe(ends) < 0)
        return 1;
    if (fork() == 0) {
        nanosleep(&(struct timespec){0, 60000000}, NULL);
        _exit(write(ends[1], "hello", 5) != 5);
    }
    (void)!read(ends[0], text, 5);
    wait(NULL);
    puts(text);
    return 0;
}
