/* prints_hello.c -- the least a program can do, with a line for each stream. */
#include <stdio.h>

int main(int argc, char **argv)
{
    printf("hello %d %s\n", argc, argc > 1 ? argv[1] : "-");
    fprintf(stderr, "to stderr\n");
    return 0;
}
