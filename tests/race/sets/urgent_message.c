/* the urgent message comes first, unless the other was taken before it was sent */
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    struct mq_attr a = {.mq_maxmsg = 4, .mq_msgsize = 1};
    mqd_t q = mq_open("/urgent", O_RDWR | O_CREAT, 0600, &a);
    mq_unlink("/urgent");
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            mq_send(q, i ? "b" : "a", 1, i + 1);
            _exit(0);
        }
    char first, second;
    mq_receive(q, &first, 1, NULL);
    mq_receive(q, &second, 1, NULL);
    while (wait(NULL) > 0)
        ;
    printf("%c%c\n", first, second);
    return 0;
}
