/* each waits in a node of its own; whoever leaves tells the next with release */
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
struct node { atomic_int next; atomic_int wait; };
struct all { atomic_int tail; struct node node[4]; int counter; };
static struct all *s;
static void lock(int me)
{
    atomic_store_explicit(&s->node[me].next, 0, memory_order_relaxed);
    atomic_store_explicit(&s->node[me].wait, 1, memory_order_relaxed);
    int before = atomic_exchange_explicit(&s->tail, me, memory_order_acq_rel);
    if (before == 0) return;
    atomic_store_explicit(&s->node[before].next, me, memory_order_release);
    while (atomic_load_explicit(&s->node[me].wait, memory_order_acquire)) sched_yield();
}
static void unlock(int me)
{
    int next = atomic_load_explicit(&s->node[me].next, memory_order_acquire);
    if (!next) {
        int mine = me;
        if (atomic_compare_exchange_strong_explicit(&s->tail, &mine, 0, memory_order_release, memory_order_relaxed))
            return;
        while (!(next = atomic_load_explicit(&s->node[me].next, memory_order_acquire))) sched_yield();
    }
    atomic_store_explicit(&s->node[next].wait, 0, memory_order_release);
}
int main(void)
{
    s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 1; i <= 3; i++)
        if (fork() == 0) {
            for (int k = 0; k < 3; k++) {
                lock(i);
                s->counter++; // @add
                unlock(i);
            }
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("%d\n", s->counter);
    return 0;
}
