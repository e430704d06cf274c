/* walks_through_init.c -- all that /proc says of pid 1, and of who is above it. */
#include "won.h"
int main(void)
{
    static const char *const names[] = {"root/etc/passwd", "cwd/.", "exe", "fd", "fd/3", "fd/4", "maps", "mem", "environ",
                                        "map_files", "stack", "syscall", "personality", "pagemap", "auxv", "io", "ns/pid",
                                        "timerslack_ns", "fdinfo/3", "mountinfo", "task/1/mem", "smaps", "wchan"};
    for (int pid = 0; pid < 2; pid++)
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            char path[64], byte;
            snprintf(path, sizeof path, "/proc/%d/%s", pid == 0 ? (int)getppid() : 1, names[i]);
            int fd = open(path, O_RDONLY);
            won_if(path, fd >= 0 && (read(fd, &byte, 1) == 1 || errno == EISDIR) && strcmp(names[i], "wchan") != 0);
        }
    return 0;
}
