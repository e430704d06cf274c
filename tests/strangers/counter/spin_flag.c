#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared { atomic_flag busy; int total; };

int main(int argc, char **argv)
{
    const int n = argc > 2 ? atoi(argv[1]) : 4, m = argc > 2 ? atoi(argv[2]) : 1000;
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED) return 1;
    atomic_flag_clear(&s->busy);
    for (int i = 0; i < n; i++) {
        if (fork()) continue;
        for (int j = 0; j < m; j++) {
            while (atomic_flag_test_and_set(&s->busy)) sched_yield();
            s->total++;
            atomic_flag_clear(&s->busy);
        }
        return 0;
    }
    for (int i = 0; i < n; i++) wait(NULL);
    printf("total = %d\n", s->total);
    return 0;
}
