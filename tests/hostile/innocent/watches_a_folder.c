/* watches_a_folder.c -- inotify tells of a file that a child makes. */
#include "same.h"
#include <sys/inotify.h>
int main(void)
{
    int fd = inotify_init1(IN_CLOEXEC);
    mkdir("/tmp/watched", 0700);
    MUST(fd >= 0 && inotify_add_watch(fd, "/tmp/watched", IN_CREATE) >= 0);
    pid_t pid = fork();
    if (pid == 0) {
        nap_ms(20);
        _exit(close(open("/tmp/watched/made", O_WRONLY | O_CREAT, 0600)));
    }
    char buffer[4096] __attribute__((aligned(8)));
    MUST(read(fd, buffer, sizeof buffer) > 0);
    printf("%s %d\n", ((struct inotify_event *)buffer)->name, reap(pid));
    unlink("/tmp/watched/made");
    rmdir("/tmp/watched");
    return 0;
}
