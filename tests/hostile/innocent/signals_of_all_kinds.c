/* signals_of_all_kinds.c -- masks, pending, values, a stack of their own. */
#include "same.h"
static volatile sig_atomic_t value, on_stack;
static char *low;
static size_t size = 65536;
static void with_value(int number, siginfo_t *info, void *context)
{
    (void)number, (void)context;
    value = info->si_value.sival_int;
    char here;
    on_stack = &here >= low && &here < low + size;
}
int main(void)
{
    low = malloc(size);
    stack_t stack = {.ss_sp = low, .ss_size = size};
    struct sigaction action = {.sa_sigaction = with_value, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigset_t set, pending, old;
    MUST(sigaltstack(&stack, NULL) == 0 && sigaction(SIGUSR1, &action, NULL) == 0);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, &old);
    sigqueue(getpid(), SIGUSR1, (union sigval){.sival_int = 7});
    sigpending(&pending);
    printf("pending %d, ", sigismember(&pending, SIGUSR1));
    sigdelset(&old, SIGUSR1);
    sigsuspend(&old);
    printf("value %d, on its stack %d\n", value, on_stack);
    return 0;
}
