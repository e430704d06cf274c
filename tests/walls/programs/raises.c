/* raises.c -- sends itself the signal that is asked for: SIGKILL and SIGXCPU look like limits and are none. */
#include <signal.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    return argc > 1 ? raise((int)strtol(argv[1], NULL, 10)) : 1;
}
