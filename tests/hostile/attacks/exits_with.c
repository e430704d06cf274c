/* exits_with.c -- an exit status that looks like a verdict. */
#include "won.h"
int main(int argc, char **argv)
{
    return argc > 1 ? (int)strtol(argv[1], NULL, 10) : 1;
}
