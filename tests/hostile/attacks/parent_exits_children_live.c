/* parent_exits_children_live.c -- five children would print after their parent has ended. */
#include "won.h"
int main(void)
{
    for (int i = 0; i < 5; i++)
        if (fork() == 0) {
            sleep(60); /* what goes on after its parent may do so until the time of the run is over */
            won_if("child outlives the run", 1);
            for (;;)
                pause();
        }
    puts("parent done");
    return 0;
}
