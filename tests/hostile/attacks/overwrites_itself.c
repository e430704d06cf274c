/* overwrites_itself.c -- changes the program, so that the next run would be another. */
#include "won.h"
int main(int argc, char **argv)
{
    (void)argc;
    char text[4200];
    must_fail("by /proc", open("/proc/self/exe", O_WRONLY));
    must_fail("by name", open(argv[0], O_WRONLY));
    must_fail("truncate", truncate(argv[0], 0));
    must_fail("unlink", unlink(argv[0]));
    must_fail("rename", rename(argv[0], "/box/other"));
    must_fail("chmod", chmod(argv[0], 04777));
    must_fail("times", utimensat(AT_FDCWD, argv[0], NULL, 0));
    must_fail("a library", open("/usr/lib/x86_64-linux-gnu/libc.so.6", O_RDWR));
    must_fail("the loader's list", open("/etc/ld.so.cache", O_RDWR));
    must_fail("a preload", open("/etc/ld.so.preload", O_CREAT | O_WRONLY, 0600));
    snprintf(text, sizeof text, "%s.d", argv[0]);
    must_fail("beside", mkdir(text, 0700));
    return 0;
}
