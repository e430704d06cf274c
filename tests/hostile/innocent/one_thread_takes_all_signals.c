/* one_thread_takes_all_signals.c -- all signals are blocked but for the one thread that waits for them. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
static sigset_t all;
static void *take(void *unused)
{
    int sum = 0;
    for (int i = 0; i < 3; i++) {
        siginfo_t info;
        int number = sigwaitinfo(&all, &info);
        sum += number == SIGRTMIN ? info.si_value.sival_int : 0;
    }
    printf("%d\n", sum);
    return unused;
}
int main(void)
{
    pthread_t thread;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL);
    pthread_create(&thread, NULL, take, NULL);
    for (int i = 1; i <= 3; i++)
        sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = i});
    pthread_join(thread, NULL);
    return 0;
}
