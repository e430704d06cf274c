/* nothing.c -- what looks like calls and is none. */
/* close(fd[0]) and wait(NULL) stand in a comment, "MAP_SHARED" in a string: nothing can be taken from it. */
#include <stdio.h>

#define WAIT_OF_MINE(x) (x)

static int close_up(int wait)
{
    const char *text = "mmap(MAP_SHARED); sem_wait(&lock); close(fd[1]);";
    return WAIT_OF_MINE(wait) + (text[0] == 'm');
}

int main(void)
{
    int pair[2] = {20, 21};
    printf("%d\n", pair[0] + pair[1] + close_up(0));
    return 0;
}
