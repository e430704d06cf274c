/* attacks.c -- makes the call that is asked for, which no innocent program makes. */
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "mount") == 0)
        (void)mount("none", "/tmp", "tmpfs", 0, NULL);
    if (strcmp(what, "ptrace") == 0)
        (void)ptrace(PTRACE_TRACEME, 0, 0, 0);
    if (strcmp(what, "bpf") == 0)
        (void)syscall(SYS_bpf, 0, 0, 0);
    if (strcmp(what, "reboot") == 0)
        (void)syscall(SYS_reboot, 0, 0, 0);
#ifdef __x86_64__
    if (strcmp(what, "i386") == 0) /* int 0x80: numbers of another table; 20 is getpid there */
        __asm__ volatile("int $0x80" : : "a"(20) : "memory");
    if (strcmp(what, "x32") == 0)
        (void)syscall(0x40000000 | SYS_getpid);
#endif
    printf("survived %s\n", what);
    return 0;
}
