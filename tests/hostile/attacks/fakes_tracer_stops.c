/* fakes_tracer_stops.c -- signals itself with the codes that the kernel gives to a tracer's stops. */
#include "won.h"
static volatile int n;
static void on(int s)
{
    n++;
}
int main(void)
{
    union {
        siginfo_t i;
        int v[32];
    } u = {0};
    signal(SIGTRAP, on);
    for (int e = 0; e < 300; e++) {
        u.v[0] = SIGTRAP;
        u.v[2] = SIGTRAP | e << 8;
        syscall(SYS_rt_tgsigqueueinfo, getpid(), getpid(), SIGTRAP, &u);
        u.v[2] = -e;
        syscall(SYS_rt_sigqueueinfo, getpid(), SIGTRAP, &u);
    }
    printf("%d\n", n);
    return 0;
}
