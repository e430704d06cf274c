/* y24_all_messages_have_room -- all messages have room, whether or not one was received */
#define _GNU_SOURCE
#include <fcntl.h>
#include <mqueue.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    struct mq_attr room = {.mq_maxmsg = 3, .mq_msgsize = 8};
    mqd_t q = mq_open("/few", O_RDWR | O_CREAT, 0600, &room);
    int *n = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        char text[8];
        *n = 5;
        for (int i = 0; i < 3; i++)
            mq_receive(q, text, sizeof text, NULL);
        _exit(0);
    }
    for (int i = 0; i < 3; i++)
        mq_send(q, "1", 1, 0);
    printf("%d\n", *n);
    wait(NULL);
    mq_unlink("/few");
    return 0;
}
