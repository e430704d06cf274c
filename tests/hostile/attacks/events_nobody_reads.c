/* events_nobody_reads.c -- memory in queues of inotify, which belong to no process's memory. */
#include "won.h"
#include <sys/inotify.h>
#include <sys/ioctl.h>
int main(void)
{
    static const char *const names[] = {"a_rather_long_name_so_that_each_event_takes_room_" /* of 200 */
                                        "......................................................................"
                                        "......................................................................0",
                                        "a_rather_long_name_so_that_each_event_takes_room_"
                                        "......................................................................"
                                        "......................................................................1"};
    int queues[512], count = 0;
    long held = 0;
    for (; count < 512; count++) {
        queues[count] = inotify_init1(IN_NONBLOCK);
        if (queues[count] < 0 || inotify_add_watch(queues[count], ".", IN_ATTRIB) < 0)
            break;
    }
    for (int i = 0; i < 2; i++)
        close(open(names[i], O_CREAT | O_WRONLY, 0600));
    for (int i = 0; i < 16000 && held < 128L << 20; i++) {
        chmod(names[i % 2], 0600 + i / 2 % 2);
        held = 0;
        for (int k = 0; i % 500 == 499 && k < count; k++) {
            int bytes = 0;
            ioctl(queues[k], FIONREAD, &bytes);
            held += bytes;
        }
    }
    won_if("128 MiB of events", held >= 128L << 20);
    return 0;
}
