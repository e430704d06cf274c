/* counts_its_faults_and_switches.c -- getrusage of children, threads, vfork. */
#include "same.h"
int main(void)
{
    struct rusage usage;
    pid_t pid = vfork();
    if (pid == 0)
        _exit(8);
    int status = reap(pid);
    MUST(getrusage(RUSAGE_CHILDREN, &usage) == 0 && getrusage(RUSAGE_THREAD, &usage) == 0);
    printf("%d %d\n", status, usage.ru_minflt > 0);
    return 0;
}
