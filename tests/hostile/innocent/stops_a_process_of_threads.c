/* stops_a_process_of_threads.c -- SIGSTOP stops all eight threads, SIGCONT lets all go on. */
#include "same.h"
static volatile long *counts;
static void *count(void *n)
{
    for (long i = 0; i < 40; i++) {
        counts[(long)n]++;
        nap_ms(10);
    }
    return NULL;
}
static long sum(void)
{
    long all = 0;
    for (int i = 0; i < 8; i++)
        all += counts[i];
    return all;
}
int main(void)
{
    int status;
    counts = shared(8 * sizeof *counts);
    pid_t pid = fork();
    if (pid == 0) {
        pthread_t threads[8];
        for (long i = 0; i < 8; i++)
            MUST(pthread_create(&threads[i], NULL, count, (void *)i) == 0);
        for (int i = 0; i < 8; i++)
            pthread_join(threads[i], NULL);
        _exit(0);
    }
    while (sum() < 24)
        nap_ms(1);
    kill(pid, SIGSTOP);
    MUST(waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status));
    long before = sum();
    nap_ms(100);
    int same = sum() == before;
    kill(pid, SIGCONT);
    MUST(waitpid(pid, &status, WCONTINUED) == pid && WIFCONTINUED(status));
    int end = reap(pid);
    printf("%d %d %ld\n", same, end, sum());
    return 0;
}
