/* zombie_bomb.c -- zombies until no more come. */
#include "won.h"
int main(void)
{
    int count = 0;
    for (int i = 0; i < 3000; i++) {
        pid_t pid = fork();
        if (pid == 0)
            _exit(0);
        count += pid > 0;
    }
    won_if("thousands of zombies", count > 1000);
    return 0;
}
