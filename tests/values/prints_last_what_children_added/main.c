/* prints_last_what_children_added -- two children print in either order, the parent waits for both: its line is the last
 * one in every schedule, and is shown as that */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *x = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            x[i] = 1;
            printf("child %d\n", i + 1);
            fflush(stdout);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("all: %d\n", x[0] + x[1]);
    return 0;
}
