/* queue_notifies.c -- mq_notify by a signal, and by a thread. */
#include "same.h"
#include <mqueue.h>
static volatile sig_atomic_t told;
static void on_signal(int number)
{
    told = number;
}
int main(void)
{
    struct mq_attr attr = {.mq_maxmsg = 4, .mq_msgsize = 16};
    mqd_t queue = mq_open("/notify", O_RDWR | O_CREAT, 0600, &attr);
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
    sigset_t set, old;
    signal(SIGUSR1, on_signal);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, &old);
    MUST(queue >= 0 && mq_notify(queue, &event) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        nap_ms(20);
        _exit(mq_send(queue, "x", 1, 0));
    }
    while (!told)
        sigsuspend(&old);
    printf("%d %d\n", told == SIGUSR1, reap(pid));
    mq_unlink("/notify");
    return 0;
}
