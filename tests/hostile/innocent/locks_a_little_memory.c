/* locks_a_little_memory.c -- mlock of a mebibyte, as anyone may. */
#include "same.h"
int main(void)
{
    char *at = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    printf("%d %d\n", mlock(at, 1 << 20), munlock(at, 1 << 20));
    return 0;
}
