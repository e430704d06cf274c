/* exits_with.c -- the exit code that is asked for: 137 looks like a kill and is none. */
#include <stdlib.h>

int main(int argc, char **argv)
{
    return argc > 1 ? (int)strtol(argv[1], NULL, 10) : 0;
}
