/* faults_in_all_ways.c -- each instruction that only a kernel may execute, and some that nobody may. */
#include "won.h"
#include <setjmp.h>
static sigjmp_buf back;
static void on(int s)
{
    siglongjmp(back, s);
}
#define TRY(x)                        \
    do {                              \
        int s = sigsetjmp(back, 1);   \
        if (s == 0) {                 \
            __asm__ volatile(x);      \
            printf("%s: none\n", x);  \
        } else                        \
            printf("%s: %d\n", x, s); \
        fflush(stdout);               \
    } while (0)
int main(void)
{
    for (int s = 1; s < 32; s++)
        if (s != SIGCHLD)
            signal(s, on);
    TRY("int3");
    TRY(".byte 0xf1");
    TRY("ud2");
    TRY("hlt");
    TRY("cli");
    TRY("int $0x2d");
    TRY("int $0x81");
    TRY("sysenter");
    TRY("mov %cr0, %rax");
    TRY("mov %dr7, %rax");
    TRY("rdmsr");
    TRY("invlpg (%rsp)");
    TRY("wbinvd");
    TRY("in $0x60, %al");
    TRY("lgdt (%rsp)");
    TRY("sgdt -64(%rsp)");
    TRY("swapgs");
    TRY("vmcall");
    TRY("mov $0x33, %eax; mov %eax, %ss");
    TRY("xor %eax, %eax; mov %eax, %ds; mov %eax, %es");
    TRY("verr %ax");
    TRY("monitor");
    TRY("clac");
    TRY("rdpmc");
    return 0;
}
