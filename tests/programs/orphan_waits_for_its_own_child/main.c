/* A child goes on when the first process has ended, and waits for a child of its own. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    if (fork() == 0) {
        sleep(1);
        if (fork() == 0)
            _exit(0);
        wait(NULL);
        return system("true") == 0 ? 0 : 1;
    }
    puts("the first has ended");
    return 0;
}
