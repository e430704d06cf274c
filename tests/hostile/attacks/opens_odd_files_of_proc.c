/* opens_odd_files_of_proc.c -- memory, pages and counters of the machine, by its own /proc. */
#include "won.h"
int main(void)
{
    static const char *const paths[] = {"/proc/kcore", "/proc/kpagecount", "/proc/kpageflags", "/proc/kallsyms",
                                        "/proc/sched_debug", "/proc/timer_list", "/proc/slabinfo", "/proc/keys",
                                        "/proc/key-users", "/proc/vmallocinfo", "/proc/config.gz", "/proc/cmdline",
                                        "/proc/partitions", "/proc/sys/kernel/random/boot_id", "/proc/net/unix",
                                        "/proc/driver", "/proc/scsi/scsi", "/proc/bus/pci/devices", "/proc/pressure/cpu",
                                        "/sys/kernel/notes", "/sys/fs/cgroup/cgroup.procs", "/dev/mem", "/dev/kmsg",
                                        "/dev/userfaultfd", "/dev/net/tun", "/dev/fuse", "/dev/ptmx", "/dev/console"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        must_fail(paths[i], open(paths[i], O_RDONLY));
    return 0;
}
