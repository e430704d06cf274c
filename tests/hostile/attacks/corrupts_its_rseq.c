/* corrupts_its_rseq.c -- leaves the kernel a restartable sequence at an address that is none. */
#include "won.h"
#include <sys/rseq.h>
int main(void)
{
    struct rseq *rseq = (struct rseq *)((char *)__builtin_thread_pointer() + __rseq_offset);
    *(volatile uint64_t *)&rseq->rseq_cs = 0x7000000000000000;
    for (;;)
        sched_yield();
}
