/* after the first failure, it exchanges 1 for 1 */
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
struct all { atomic_int lock; double sum; };
int main(void)
{
    struct all *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            int free_one = 0; /* holds 1 after the first failure: then 1 -> 1 succeeds */
            while (!atomic_compare_exchange_strong(&s->lock, &free_one, 1)) sched_yield();
            s->sum += 0.5; // @add
            atomic_store(&s->lock, 0);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("%.1f\n", s->sum);
    return 0;
}
