/* ptraces_as_if_sanitized.c -- says that it was built with AddressSanitizer, whose runtime may use ptrace. */
#include "won.h"
#include <sys/ptrace.h>
#include <sys/uio.h>
const char said[] __attribute__((used)) = "__asan_init";
int main(void)
{
    char c = 'x';
    struct iovec mine = {&c, 1}, theirs = {(void *)main, 1};
    must_fail("trace me", ptrace(PTRACE_TRACEME, 0, 0, 0));
    must_fail("attach", ptrace(PTRACE_ATTACH, getppid(), 0, 0));
    must_fail("seize", ptrace(PTRACE_SEIZE, getppid(), 0, 0));
    pid_t child = fork();
    if (child == 0)
        for (;;)
            pause();
    must_fail("attach", ptrace(PTRACE_ATTACH, child, 0, 0));
    kill(child, SIGKILL);
    must_fail("read", process_vm_readv(getppid(), &mine, 1, &theirs, 1, 0));
    return 0;
}
