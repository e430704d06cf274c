/* writes_into_proc.c -- each file of /proc that changes a process or the kernel. */
#include "won.h"
static void try(const char *path)
{
    int fd = open(path, O_RDWR);
    won_if(path, fd >= 0 && write(fd, "1\n", 2) > 0);
    if (fd >= 0)
        close(fd);
}
int main(void)
{
    try("/proc/1/mem");
    try("/proc/1/oom_score_adj");
    try("/proc/1/clear_refs");
    try("/proc/1/attr/current");
    try("/proc/1/setgroups");
    try("/proc/1/task/1/comm");
    try("/proc/self/loginuid");
    try("/proc/self/sessionid");
    try("/proc/self/make-it-fail");
    try("/proc/sys/kernel/core_pattern");
    try("/proc/sys/vm/drop_caches");
    try("/proc/sys/kernel/ns_last_pid");
    try("/proc/sys/fs/mqueue/msg_max");
    try("/proc/sysrq-trigger");
    try("/proc/kmsg");
    try("/proc/mtrr");
    try("/proc/irq/default_smp_affinity");
    return 0;
}
