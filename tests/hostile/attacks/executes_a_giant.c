/* executes_a_giant.c -- programs whose headers ask for all memory there is, and more. */
#include "won.h"
#include <elf.h>
int main(void)
{
    struct {
        Elf64_Ehdr h;
        Elf64_Phdr p[3];
    } f = {0};
    memcpy(f.h.e_ident,
           "\x7f"
           "ELF\2\1\1",
           7);
    f.h.e_type = ET_EXEC;
    f.h.e_machine = EM_X86_64;
    f.h.e_version = 1;
    f.h.e_entry = 0x400000;
    f.h.e_phoff = sizeof f.h;
    f.h.e_ehsize = sizeof f.h;
    f.h.e_phentsize = sizeof f.p[0];
    for (int k = 0; k < 6; k++) {
        f.h.e_phnum = 1 + k % 3;
        for (int i = 0; i < 3; i++)
            f.p[i] = (Elf64_Phdr){PT_LOAD,
                                  7,
                                  0,
                                  0x400000 + i * 0x10000ul,
                                  0,
                                  sizeof f,
                                  k == 0   ? 1ul << 46
                                  : k == 1 ? -1ul
                                  : k == 2 ? 200ul << 30
                                           : sizeof f - 1,
                                  4096};
        if (k == 4)
            f.p[0].p_type = PT_INTERP, f.p[0].p_filesz = 0xffffffff;
        if (k == 5)
            f.p[0] = (Elf64_Phdr){PT_GNU_STACK, 7, 0, 0, 0, 1ul << 60, 1ul << 60, 16};
        int fd = open("giant", O_WRONLY | O_CREAT | O_TRUNC, 0700);
        (void)!write(fd, &f, sizeof f);
        close(fd);
        pid_t p = fork();
        if (p == 0) {
            execl("./giant", "giant", NULL);
            _exit(44);
        }
        printf("%d %d\n", k, reap(p));
        fflush(stdout);
    }
    return 0;
}
