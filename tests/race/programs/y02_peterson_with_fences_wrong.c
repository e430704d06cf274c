/* who is let in by the turn alone has not seen the end of the other's last section */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
static atomic_int flag[2], turn;
static int counter;
static void *one(void *arg)
{
    int me = arg != NULL, other = !me;
    for (int k = 0; k < 4; k++) {
        atomic_store_explicit(&flag[me], 1, memory_order_relaxed);
        atomic_exchange_explicit(&turn, other, memory_order_relaxed);
        atomic_thread_fence(memory_order_seq_cst);
        while (atomic_load_explicit(&flag[other], memory_order_relaxed) &&
               atomic_load_explicit(&turn, memory_order_relaxed) == other)
            sched_yield();
        atomic_thread_fence(memory_order_acquire);
        counter++; // @add
        atomic_store_explicit(&flag[me], 0, memory_order_release);
    }
    return NULL;
}
int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, one, NULL);
    pthread_create(&b, NULL, one, &counter);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d\n", counter);
    return 0;
}
