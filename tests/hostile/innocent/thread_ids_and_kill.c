/* thread_ids_and_kill.c -- gettid, tgkill, pthread_kill, a signal for one thread only. */
#include "same.h"
static pthread_t other;
static volatile pid_t seen;
static void handler(int number)
{
    (void)number;
    seen = (pid_t)syscall(SYS_gettid);
}
static void *wait_for_it(void *unused)
{
    while (!seen)
        nap_ms(1);
    return (void *)(intptr_t)(seen == (pid_t)syscall(SYS_gettid) && unused == NULL);
}
int main(void)
{
    void *right;
    signal(SIGUSR1, handler);
    pthread_create(&other, NULL, wait_for_it, NULL);
    pthread_kill(other, SIGUSR1);
    pthread_join(other, &right);
    printf("%d %d\n", (int)(intptr_t)right, syscall(SYS_tgkill, getpid(), getpid(), 0) == 0);
    return 0;
}
