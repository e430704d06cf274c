/* burns_as_threads_end.c -- work that the kernel does for a thread when it has ended: two thousand locks to give back,
 * each on a page that is not there. Who asks for its CPU time when it stops for the last time misses it. */
#include "won.h"
#include <linux/futex.h>
#include <pthread.h>
#include <stddef.h>
#include <time.h>
enum { LOCKS = 2000 };
struct node {
    struct node *next;
    unsigned word;
};
static char *area;
static struct robust_list_head head;
static char stack[65536];
static int end(void *x)
{
    syscall(SYS_set_robust_list, &head, sizeof head);
    syscall(SYS_exit, 0);
    return 0;
}
int main(void)
{
    area = mmap(NULL, (LOCKS + 1) * 65536L, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct node **last = (struct node **)&head.list.next;
    for (int i = 0; i < LOCKS; i++) {
        struct node *node = (struct node *)(area + i * 65536L);
        *last = node;
        last = &node->next;
    }
    *last = (struct node *)&head;
    head.futex_offset = offsetof(struct node, word);
    struct timespec cpu;
    do {
        madvise(area, LOCKS * 65536L, MADV_DONTNEED);
        int flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM |
                    CLONE_CHILD_CLEARTID | CLONE_PARENT_SETTID;
        static volatile int tid;
        tid = 1;
        clone(end, stack + sizeof stack - 64, flags, NULL, &tid, NULL, &tid);
        while (tid != 0)
            syscall(SYS_futex, &tid, FUTEX_WAIT, tid, NULL, NULL, 0);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
    } while (cpu.tv_sec * 1000 + cpu.tv_nsec / 1000000 < 800);
    won_if("0.8 s of CPU", 1);
    return 0;
}
