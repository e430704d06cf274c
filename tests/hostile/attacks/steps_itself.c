/* steps_itself.c -- sets the trap flag of its own processor: each instruction is a signal, also those around calls. */
#include "won.h"
static volatile long steps;
static void count(int signal)
{
    steps++;
}
int main(void)
{
    signal(SIGTRAP, count);
    __asm__ volatile("pushfq; orq $0x100, (%%rsp); popfq" ::: "memory", "cc");
    for (int i = 0; i < 20; i++)
        syscall(SYS_getppid);
    pid_t pid = fork();
    if (pid == 0)
        _exit(9);
    __asm__ volatile("pushfq; andq $~0x100, (%%rsp); popfq" ::: "memory", "cc");
    printf("%d %d\n", reap(pid), steps > 100);
    return 0;
}
