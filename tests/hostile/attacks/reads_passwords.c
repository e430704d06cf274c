/* reads_passwords.c -- and other files of the machine. */
#include "won.h"
int main(void)
{
    static const char *const paths[] = {"/etc/passwd", "/etc/shadow", "/etc/hostname", "/etc/hosts", "/etc/machine-id",
                                        "/root/.bashrc", "/var/lib/dpkg/status", "/../../etc/passwd",
                                        "/proc/self/root/etc/passwd", "/proc/self/cwd/../etc/passwd",
                                        "/proc/1/root/etc/passwd"};
    for (unsigned i = 0; i < sizeof paths / sizeof *paths; i++)
        must_fail(paths[i], open(paths[i], O_RDONLY));
    return 0;
}
