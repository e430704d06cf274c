/* links_to_files_outside.c -- hard links to the program and to libraries. */
#include "won.h"
int main(int argc, char **argv)
{
    must_fail("hard link of the program", argc > 0 ? link(argv[0], "/work/mine") : 0);
    must_fail("hard link of libc", link("/usr/bin/dash", "/work/sh"));
    must_fail("rename the program", rename(argv[0], "/work/mine"));
    must_fail("unlink the program", unlink(argv[0]));
    must_fail("write the program", open(argv[0], O_WRONLY));
    must_fail("write itself", open("/proc/self/exe", O_RDWR));
    must_fail("truncate itself", truncate(argv[0], 0));
    must_fail("chmod it", chmod(argv[0], 0777));
    return 0;
}
