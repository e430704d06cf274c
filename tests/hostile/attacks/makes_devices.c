/* makes_devices.c -- memory, a disk, and what is in /dev. */
#include "won.h"
#include <dirent.h>
#include <sys/sysmacros.h>
int main(void)
{
    must_fail("memory", mknod("/work/mem", S_IFCHR | 0600, makedev(1, 1)));
    must_fail("disk", mknod("/tmp/disk", S_IFBLK | 0600, makedev(8, 0)));
    must_fail("in /dev", mknod("/dev/mem", S_IFCHR | 0600, makedev(1, 1)));
    must_fail("file in /dev", open("/dev/x", O_WRONLY | O_CREAT, 0600));
    must_fail("unlink null", unlink("/dev/null"));
    must_fail("chmod null", chmod("/dev/null", 0777));
    int odd = 0;
    DIR *dir = opendir("/dev");
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        odd += entry->d_type == DT_CHR && !strstr(" null zero full random urandom ", entry->d_name);
    won_if("another device", odd);
    return 0;
}
