/* joins_a_slow_thread_at_its_limit.c -- who was joined takes no place, though the kernel has not done with him yet. */
#include "same.h"
static void *leaves_slowly(void *unused)
{
    static char bytes[8 << 20];
    MUST(unshare(CLONE_FILES) == 0); /* so that it is his end that gives back the file, after he was joined */
    int fd = memfd_create("large", 0);
    MUST(fd >= 0 && write(fd, bytes, sizeof bytes) == sizeof bytes);
    return unused;
}
static void *sleeps(void *unused)
{
    pause();
    return unused;
}
int main(void)
{
    pthread_t thread;
    for (int i = 0; i < 62; i++)
        MUST(pthread_create(&thread, NULL, sleeps, NULL) == 0);
    for (int i = 0; i < 10; i++) {
        MUST(pthread_create(&thread, NULL, leaves_slowly, NULL) == 0);
        MUST(pthread_join(thread, NULL) == 0);
    }
    puts("63 at once");
    return 0;
}
