/* reaps_memory_of_others.c -- calls on init by its pidfd. */
#include "won.h"
int main(void)
{
    int fd = (int)syscall(SYS_pidfd_open, 1, 0);
    char page[4096];
    struct { void *p; size_t n; } piece = {page, sizeof page};
    (void)syscall(424, fd, SIGKILL, NULL, 0); /* as its own user it may, and init does not hear it */
    must_fail("release", syscall(448, fd, 0));
    must_fail("advise", syscall(440, fd, &piece, 1, 4, 0));
    must_fail("namespaces", syscall(SYS_setns, fd, 0x20000000));
    must_fail("descriptor", syscall(438, fd, 0, 0));
    must_fail("robust list", syscall(SYS_get_robust_list, 1, &(void *){0}, &(size_t){0}));
    must_fail("pages", syscall(SYS_move_pages, 1, 0UL, NULL, NULL, NULL, 0));
    must_fail("migrate", syscall(SYS_migrate_pages, 1, 0UL, NULL, NULL));
    must_fail("read", syscall(SYS_process_vm_readv, 1, &piece, 1, &piece, 1, 0));
    return 0;
}
