/* execs_itself_for_ever.c -- a new program each time, and no new process. */
#include "won.h"
int main(int argc, char **argv)
{
    (void)argc;
    execv("/proc/self/exe", argv);
    return 1;
}
