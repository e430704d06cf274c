/* kills_many_pids.c -- the pid of the grader and all around it. */
#include "won.h"
int main(int argc, char **argv)
{
    long grader = argc > 1 ? strtol(argv[1], NULL, 10) : 0;
    int reached = grader > 2 && kill((pid_t)grader, 0) == 0;
    for (pid_t pid = 3; pid < 40000; pid++)
        reached += pid != getpid() && kill(pid, 0) == 0;
    won_if("signal a process outside", reached);
    return 0;
}
