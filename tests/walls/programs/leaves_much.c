/* leaves_much.c -- shared memory, semaphores and queues of both kinds; folders too deep, too many
 * and too closed for a simple rm -r. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int shm = shm_open("/left-by-a-run", O_RDWR | O_CREAT | O_EXCL, 0600);
    int segment = shmget(IPC_PRIVATE, 4096, 0600), set = semget(IPC_PRIVATE, 1, 0600),
        queue = msgget(IPC_PRIVATE, 0600);
    printf("%d shm %d sem %d msg %d\n", shm >= 0, segment, set, queue);
    for (int i = 0; i < 70; i++)
        if (mkdir("down", 0700) < 0 || chdir("down") < 0)
            return 1;
    mkdir("closed", 0);
    symlink("/usr", "link");
    for (int i = 0; i < 60; i++) {
        char name[32], below[48]; /* in case ours, while they are being removed, are named so */
        snprintf(name, sizeof name, "../%d.0", getppid() - 30 + i);
        snprintf(below, sizeof below, "%s/below", name);
        if (mkdir(name, 0700) < 0 || mkdir(below, 0) < 0 || chmod(name, 0) < 0)
            return 1;
    }
    if (mkdir("../closed", 0) < 0 || fflush(stdout) < 0)
        return 1;
    return argc > 1 && argv[1] ? pause() : 0;
}
