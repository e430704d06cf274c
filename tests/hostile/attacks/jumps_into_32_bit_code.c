/* jumps_into_32_bit_code.c -- changes to 32-bit code by a far return, and calls the kernel from there. */
#include "won.h"
int main(void)
{
    unsigned char *code = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                               MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
    static const unsigned char call[] = {0xb8, 20, 0, 0, 0, 0xcd, 0x80, 0xf4}; /* mov $20, %eax; int $0x80; hlt */
    memcpy(code, call, sizeof call);
    __asm__ volatile("mov %0, %%rsp\n\tpush $0x23\n\tpush %1\n\tlretq" : : "r"(code + 2048), "r"((uint64_t)code) : "memory");
    return 0;
}
