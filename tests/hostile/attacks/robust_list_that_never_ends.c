/* robust_list_that_never_ends.c -- the kernel walks it when a thread ends. */
#include "won.h"
#include <pthread.h>
static void *die_with_list(void *unused)
{
    static struct { void *next; long offset; void *pending; } head;
    static struct { void *next; } ring[2] = {{&ring[1]}, {&ring[0]}};
    head.next = &ring[0];
    syscall(SYS_set_robust_list, &head, sizeof head);
    return unused;
}
int main(void)
{
    pthread_t thread;
    for (int i = 0; i < 20; i++) {
        pthread_create(&thread, NULL, die_with_list, NULL);
        pthread_join(thread, NULL);
    }
    puts("done");
    return 0;
}
