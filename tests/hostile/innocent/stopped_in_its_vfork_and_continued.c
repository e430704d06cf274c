/* stopped_in_its_vfork_and_continued.c -- the child of a vfork() stops itself; one who sleeps long continues it. */
#include "same.h"
int main(void)
{
    int p[2];
    pid_t who;
    MUST(pipe(p) == 0);
    pid_t helper = fork();
    if (helper == 0) {
        MUST(read(p[0], &who, sizeof who) == sizeof who);
        nap_ms(200);
        kill(who, SIGCONT);
        _exit(0);
    }
    who = vfork();
    if (who == 0) {
        who = getpid();
        (void)!write(p[1], &who, sizeof who);
        kill(who, SIGSTOP);
        _exit(3);
    }
    printf("%d\n", reap(who));
    reap(helper);
    return 0;
}
