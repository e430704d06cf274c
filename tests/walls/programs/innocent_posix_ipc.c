/* innocent_posix_ipc.c -- shm_open and named and unnamed semaphores between processes, message queues. */
#include <fcntl.h>
#include <mqueue.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t unnamed;
    int counter;
};

int main(void)
{
    int fd = shm_open("/counter", O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd < 0 || ftruncate(fd, sizeof(struct shared)) < 0)
        return 1;
    struct shared *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    sem_t *named = sem_open("/lock", O_CREAT | O_EXCL, 0600, 1);
    if (shared == MAP_FAILED || named == SEM_FAILED || sem_init(&shared->unnamed, 1, 0) < 0)
        return 2;
    struct mq_attr attributes = {.mq_maxmsg = 4, .mq_msgsize = 16};
    mqd_t queue = mq_open("/queue", O_RDWR | O_CREAT | O_EXCL, 0600, &attributes);
    if (queue == (mqd_t)-1)
        return 3;
    for (int i = 0; i < 3; i++)
        if (fork() == 0) {
            for (int k = 0; k < 1000; k++) {
                sem_wait(named);
                shared->counter++;
                sem_post(named);
            }
            sem_post(&shared->unnamed);
            _exit(mq_send(queue, "done", 5, 0));
        }
    char text[16];
    for (int i = 0; i < 3; i++) {
        sem_wait(&shared->unnamed);
        if (mq_receive(queue, text, sizeof text, NULL) != 5)
            return 4;
    }
    while (wait(NULL) > 0) {
    }
    printf("%d %s\n", shared->counter, text);
    return sem_unlink("/lock") || shm_unlink("/counter") || mq_unlink("/queue");
}
