/* reads_kernel_files.c -- and the switches of the machine. */
#include "won.h"
int main(void)
{
    static const char *const paths[] = {"/proc/kcore", "/proc/kallsyms", "/proc/keys", "/proc/sysrq-trigger", "/proc/cmdline",
        "/proc/modules", "/proc/mounts", "/proc/net/tcp", "/proc/sys/kernel/core_pattern", "/proc/sys/kernel/hostname",
        "/sys/kernel", "/sys/fs/cgroup", "/dev/mem", "/dev/kmsg", "/dev/sda", "/dev/vda", "/dev/kvm", "/dev/fuse",
        "/dev/ptmx", "/dev/tty", "/dev/console", "/dev/net/tun", "/proc/timer_list", "/proc/self/ns/user/x"};
    for (unsigned i = 0; i < sizeof paths / sizeof *paths; i++) {
        int fd = open(paths[i], O_RDONLY);
        char text[64] = "";
        /* its own view of mounts and network is no secret */
        int is_own = strcmp(paths[i], "/proc/mounts") == 0 || strncmp(paths[i], "/proc/net", 9) == 0;
        won_if(paths[i], !is_own && fd >= 0 && read(fd, text, sizeof text) > 0);
        fd = open(paths[i], O_WRONLY);
        won_if("write", fd >= 0);
    }
    return 0;
}
