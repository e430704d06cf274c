/* digs_deep.c -- folders in folders, without any rights in the end. */
#include "won.h"
int main(void)
{
    int depth = 0;
    while (depth < 100000 && mkdir("d", 0700) == 0 && chdir("d") == 0)
        depth++;
    chmod(".", 0);
    won_if("endless folders", depth > 5000);
    return 0;
}
