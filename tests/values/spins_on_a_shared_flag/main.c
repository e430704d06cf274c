/* The same lock where all see it. */
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_flag busy;
    int n;
};

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            while (atomic_flag_test_and_set(&s->busy))
                continue;
            s->n += 1;
            atomic_flag_clear(&s->busy);
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    printf("%d\n", s->n);
    return 0;
}
