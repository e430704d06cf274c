/* writes_user_maps.c -- the files by which a user namespace is set up. */
#include "won.h"
int main(void)
{
    static const char *const paths[] = {"/proc/self/uid_map", "/proc/self/gid_map", "/proc/self/setgroups",
                                        "/proc/self/loginuid", "/proc/self/timerslack_ns", "/proc/self/comm",
                                        "/proc/self/mem", "/proc/thread-self/attr/exec"};
    for (unsigned i = 0; i < sizeof paths / sizeof *paths; i++) {
        int fd = open(paths[i], O_WRONLY);
        won_if(paths[i], fd >= 0 && i != 6 && write(fd, "0", 1) == 1);
    }
    return 0;
}
