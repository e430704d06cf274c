/* shell_does_several_things_at_once.c -- background jobs, wait, a subshell, a here document. */
#include "same.h"
int main(void)
{
    fflush(stdout);
    int status = system("(sleep 0.02; echo late) & echo early; wait; cat <<X | tr a-z A-Z\nhere\nX\nfor i in 1 2 3; do echo $i; done | xargs -P 3 -n 1 true; kill -0 $$ && ulimit -c");
    printf("%d\n", status);
    return 0;
}
