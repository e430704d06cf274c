/* calls.c -- makes one system call that no innocent program makes; what it is called is the argument. */
#include "won.h"
int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        long number;
    } rows[] = {
        {"mount", SYS_mount}, {"umount2", SYS_umount2}, {"pivot_root", SYS_pivot_root}, {"move_mount", 429},
        {"open_tree", 428}, {"open_tree_attr", 467}, {"fsopen", 430}, {"fsmount", 432}, {"fsconfig", 431}, {"fspick", 433},
        {"mount_setattr", 442}, {"bpf", SYS_bpf}, {"perf_event_open", SYS_perf_event_open},
        {"kexec_load", SYS_kexec_load}, {"kexec_file_load", SYS_kexec_file_load}, {"init_module", SYS_init_module},
        {"finit_module", SYS_finit_module}, {"delete_module", SYS_delete_module}, {"reboot", SYS_reboot},
        {"swapon", SYS_swapon}, {"swapoff", SYS_swapoff}, {"open_by_handle_at", SYS_open_by_handle_at},
        {"iopl", SYS_iopl}, {"ioperm", SYS_ioperm}, {"acct", SYS_acct}, {"quotactl", SYS_quotactl},
        {"syslog", SYS_syslog},
    };
    for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++)
        if (argc > 1 && strcmp(rows[i].name, argv[1]) == 0)
            must_fail("survived", (syscall(rows[i].number, 0, 0, 0, 0, 0, 0), 0));
    return 9;
}
