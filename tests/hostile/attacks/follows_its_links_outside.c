/* follows_its_links_outside.c -- links to what others have, opened through every door. */
#include "won.h"
static void try(const char *target)
{
    char text[64] = "";
    (void)unlink("door");
    if (symlink(target, "door") < 0)
        return;
    int fd = open("door", O_RDONLY);
    won_if(target, fd >= 0 && read(fd, text, 60) > 0 && strstr(text, "root:"));
    close(fd);
}
int main(void)
{
    try("/etc/passwd");
    try("/proc/1/root/etc/passwd");
    try("/proc/self/root/../../etc/passwd");
    try("/proc/1/cwd/../etc/passwd");
    try("/proc/self/cwd/../../../etc/passwd");
    try("/dev/fd/../../../etc/passwd");
    (void)unlink("door");
    must_fail("loop", symlink("door", "door") == 0 ? open("door", O_RDONLY) : 0);
    return 0;
}
