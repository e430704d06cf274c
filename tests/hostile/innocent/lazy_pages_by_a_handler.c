/* lazy_pages_by_a_handler.c -- each page is made when it is first touched, by a handler of SIGSEGV. */
#include "same.h"
static char *area;
static volatile int faults;
static void fault(int s, siginfo_t *i, void *u)
{
    char *page = (char *)((uintptr_t)i->si_addr & ~4095ul);
    faults++;
    if (page < area || page >= area + 400 * 4096 || mprotect(page, 4096, PROT_READ | PROT_WRITE) < 0)
        _exit(9);
    memset(page, faults % 100, 4096);
}
int main(void)
{
    struct sigaction a = {.sa_sigaction = fault, .sa_flags = SA_SIGINFO};
    sigaction(SIGSEGV, &a, NULL);
    area = mmap(NULL, 400 * 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    long sum = 0;
    for (int i = 0; i < 400; i++)
        sum += ((volatile char *)area)[i * 4096];
    printf("%d %ld\n", faults, sum);
}
