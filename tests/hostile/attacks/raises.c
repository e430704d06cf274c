/* raises.c -- kills itself by a signal that looks like a verdict. */
#include "won.h"
int main(int argc, char **argv)
{
    raise(argc > 1 ? (int)strtol(argv[1], NULL, 10) : SIGKILL);
    kill(getpid(), argc > 1 ? (int)strtol(argv[1], NULL, 10) : SIGKILL);
    return 0;
}
