/* renames_its_folders.c -- moves away what the grader looks into later. */
#include "won.h"
int main(void)
{
    must_fail("/work", rename("/work", "/tmp/work"));
    must_fail("/tmp", rmdir("/tmp"));
    must_fail("a link for /work", symlink("/", "/work/../work2"));
    must_fail("exchange", renameat2(AT_FDCWD, "/work", AT_FDCWD, "/tmp", RENAME_EXCHANGE));
    must_fail("white-out", renameat2(AT_FDCWD, "/work/.", AT_FDCWD, "/x", RENAME_WHITEOUT));
    must_fail("the root", chmod("/", 0777));
    must_fail("/dev/shm", rename("/dev/shm", "/dev/other"));
    chmod(".", 0); /* its own: may be done, and helps nobody */
    return 0;
}
