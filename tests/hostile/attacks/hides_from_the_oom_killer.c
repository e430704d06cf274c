/* hides_from_the_oom_killer.c -- lets the kernel rather take somebody else. */
#include "won.h"
int main(void)
{
    for (int i = 0; i < 3; i++) {
        static const char *const paths[] = {"/proc/self/oom_score_adj", "/proc/self/oom_adj", "/proc/1/oom_score_adj"};
        int fd = open(paths[i], O_WRONLY);
        won_if(paths[i], fd >= 0 && write(fd, "-1000", 5) == 5);
    }
    for (;;) {
        char *piece = malloc(1 << 20);
        fill(piece, 1, 1 << 20);
    }
}
