/* ptraces.c -- attaches to what started it, and to a child. */
#include "won.h"
#include <sys/ptrace.h>
int main(int argc, char **argv)
{
    int what = argc > 1 ? argv[1][0] : 'p';
    if (what == 'm')
        must_fail("trace me", ptrace(PTRACE_TRACEME, 0, 0, 0));
    pid_t child = what == 'c' ? fork() : getppid();
    if (child == 0)
        for (;;)
            pause();
    must_fail("attach", ptrace(PTRACE_ATTACH, child, 0, 0));
    must_fail("seize", ptrace(PTRACE_SEIZE, child, 0, 0));
    return 0;
}
