/* clears_foreign_tids.c -- asks the kernel to write where it must not, as each child ends. */
#include "won.h"
#include <pthread.h>
int main(void)
{
    int *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 300; i++)
        if (fork() == 0) {
            p[i % 1000] = 7;
            syscall(SYS_set_tid_address, i % 3 == 0   ? (void *)0xffffffff81000000
                                         : i % 3 == 1 ? (void *)&p[i % 1000]
                                                      : (void *)3);
            syscall(SYS_exit, 0);
        } else
            wait(NULL);
    puts("done");
    return 0;
}
