/* fork_copies_the_buffer.c -- stdio's buffer is written by both. */
#include "same.h"
int main(void)
{
    printf("once or twice? ");
    pid_t pid = fork();
    if (pid > 0)
        waitpid(pid, NULL, 0);
    puts(pid == 0 ? "child" : "parent");
    return 0;
}
