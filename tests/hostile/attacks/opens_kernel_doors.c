/* opens_kernel_doors.c -- calls that have been the way in before. */
#include "won.h"
int main(void)
{
    char params[512] = {0};
    int ends[2];
    (void)!pipe(ends);
    must_fail("io_uring_setup", syscall(425, 1, params));
    must_fail("userfaultfd", syscall(SYS_userfaultfd, 1));
    must_fail("vmsplice", syscall(SYS_vmsplice, ends[1], &(struct { void *p; size_t n; }){params, 1}, 1, 0));
    must_fail("modify_ldt", syscall(SYS_modify_ldt, 1, params, 16));
    must_fail("fanotify", syscall(SYS_fanotify_init, 0, 0));
    must_fail("landlock", syscall(444, params, 8, 0));
    must_fail("name_to_handle", syscall(SYS_name_to_handle_at, AT_FDCWD, "/", params, params + 256, 0));
    must_fail("process_madvise", syscall(440, -1, NULL, 0, 0, 0));
    must_fail("secret memory", syscall(447, 0));
    must_fail("ustat", syscall(SYS_ustat, 0, params));
    must_fail("uselib", syscall(SYS_uselib, "/bin/sh"));
    must_fail("vhangup", syscall(SYS_vhangup));
    return 0;
}
