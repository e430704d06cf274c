/* calls_mount_in_assembly.c -- no wrapper that could be replaced. */
#include "won.h"
int main(void)
{
    long result;
    register const void *r10 __asm__("r10") = NULL;
    register const void *r8 __asm__("r8") = NULL;
    __asm__ volatile("syscall" : "=a"(result) : "0"(165L), "D"("x"), "S"("/tmp"), "d"("tmpfs"), "r"(r10), "r"(r8)
                     : "rcx", "r11", "memory");
    must_fail("mount", result < 0 ? -1 : 0);
    return 0;
}
