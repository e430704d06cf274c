/* executes_beyond_its_limit.c -- the first process itself executes a program that cannot begin. */
#include "won.h"
int main(int argc, char **argv)
{
    struct rlimit r = {1 << 20, 1 << 20};
    setrlimit(RLIMIT_AS, &r);
    execl("/bin/true", "true", NULL);
    return 5;
}
