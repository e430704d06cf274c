/* burns_in_short_children.c -- none of many children lives long enough for a limit of its own. */
#include "won.h"
#include <time.h>
int main(void)
{
    for (;;) {
        if (fork() == 0) {
            while (clock() < CLOCKS_PER_SEC / 100)
                ;
            _exit(0);
        }
        wait(NULL);
    }
}
