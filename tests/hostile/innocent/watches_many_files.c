/* watches_many_files.c -- a hundred watches, and an event for each. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void)
{
    char name[16], events[65536];
    int fd = inotify_init1(IN_NONBLOCK), count = 0;
    for (int i = 0; i < 100; i++) {
        snprintf(name, sizeof name, "f%d", i);
        close(open(name, O_CREAT | O_WRONLY, 0600));
        inotify_add_watch(fd, name, IN_ATTRIB);
    }
    for (int i = 0; i < 100; i++) {
        snprintf(name, sizeof name, "f%d", i);
        chmod(name, 0644);
    }
    for (ssize_t n; (n = read(fd, events, sizeof events)) > 0;)
        count += (int)(n / (ssize_t)sizeof(struct inotify_event));
    for (int i = 0; i < 100; i++) {
        snprintf(name, sizeof name, "f%d", i);
        unlink(name);
    }
    printf("%d\n", count);
    return 0;
}
