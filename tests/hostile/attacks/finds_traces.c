/* finds_traces.c -- looks for all that leaves_traces left. */
#include "won.h"
#include <dirent.h>
#include <mqueue.h>
#include <semaphore.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
int main(void)
{
    static const char *const files[] = {"/work/left", "/tmp/left", "/dev/shm/left", "/dev/mqueue/left_too"};
    for (int i = 0; i < 4; i++)
        must_fail(files[i], access(files[i], F_OK));
    must_fail("segment", shmget(0x1234, 4096, 0));
    must_fail("semaphores", semget(0x1234, 1, 0));
    must_fail("queue", msgget(0x1234, 0));
    must_fail("posix queue", mq_open("/left", O_RDWR));
    must_fail("posix semaphore", sem_open("/left", 0) == SEM_FAILED ? -1 : 0);
    must_fail("posix memory", shm_open("/left2", O_RDWR, 0));
    int others = 0;
    DIR *dir = opendir("/proc");
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        others += strtol(entry->d_name, NULL, 10) > 2;
    won_if("a process of the run before", others);
    return 0;
}
