/* sessions_and_groups.c -- setsid, setpgid, killpg, getsid. */
#include "same.h"
int main(void)
{
    pid_t leader = fork();
    if (leader == 0) {
        setpgid(0, 0);
        for (;;)
            pause();
    }
    setpgid(leader, leader);
    pid_t member = fork();
    if (member == 0) {
        setpgid(0, leader);
        for (;;)
            pause();
    }
    setpgid(member, leader);
    MUST(getpgid(member) == leader && killpg(leader, SIGTERM) == 0);
    int a = reap(leader), b = reap(member);
    pid_t session = fork();
    if (session == 0)
        _exit(setsid() == getpid() && getsid(0) == getpid() && getpgrp() == getpid() ? 0 : 1);
    printf("%d %d %d\n", a, b, reap(session));
    return 0;
}
