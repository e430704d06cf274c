/* naps.c -- argv[1] children sleep for 3 ms again and again. */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    for (int i = 0; i < atoi(argv[argc - 1]); i++)
        if (fork() == 0)
            for (;;)
                usleep(3000);
    wait(NULL);
}
