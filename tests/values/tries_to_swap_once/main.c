/* Who comes too late does not write: no update is lost, though it ends in two ways. */
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
struct all {
    atomic_int x, failures;
};
int main(void)
{
    struct all *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            int old = atomic_load(&s->x);
            if (!atomic_compare_exchange_strong(&s->x, &old, old + 1))
                atomic_fetch_add(&s->failures, 1);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("%d%d\n", s->x, s->failures);
    return 0;
}
