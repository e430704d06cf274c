/* Two processes add between open() and close() of other files of the submission; the runtime calls libc's meanwhile. */
#include "safe.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

void add(int n)
{
    open();
    safe->n += n;
    shut();
}

int main(void)
{
    make();
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            add(1);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("%d\n", safe->n);
    return 0;
}
