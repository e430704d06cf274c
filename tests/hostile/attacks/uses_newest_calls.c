/* uses_newest_calls.c -- calls of Linux 6.x, of which an older table knows nothing. */
#include "won.h"
int main(void)
{
    static const short numbers[] = {437 + 5, 451, 453, 454, 455, 456, 457, 458, 459, 460, 461, 462,
                                    463, 464, 465, 466, 468, 469, 470, 471, 472, 473, 474, 475, 480, 500, 548, 600};
    char zeros[4096] = {0};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (numbers[i] == 442)
            continue; /* mount_setattr ends a run: see calls */
        long result = syscall(numbers[i], zeros, zeros, zeros, zeros, zeros, zeros);
        won_if("a new call", result != -1 || errno != ENOSYS);
    }
    return 0;
}
