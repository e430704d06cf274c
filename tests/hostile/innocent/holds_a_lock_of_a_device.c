/* holds_a_lock_of_a_device.c -- two processes take turns by a lock of /dev/null. */
#include "same.h"
#include <sys/file.h>
int main(void)
{
    int *value = shared(sizeof *value);
    for (int i = 0; i < 3; i++)
        if (fork() == 0) {
            int fd = open("/dev/null", O_RDWR);
            for (int k = 0; k < 50; k++) {
                MUST(flock(fd, LOCK_EX) == 0);
                int seen = *value;
                sched_yield();
                *value = seen + 1;
                flock(fd, LOCK_UN);
            }
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    printf("%d\n", *value);
    return 0;
}
