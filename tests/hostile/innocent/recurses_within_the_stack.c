/* recurses_within_the_stack.c -- six mebibytes of it. */
#include "same.h"
static int deeper(int left)
{
    volatile char piece[1000];
    piece[0] = (char)left;
    return left == 0 ? 0 : 1 + deeper(left - 1) + (piece[0] != (char)left);
}
int main(void)
{
    printf("%d\n", deeper(5500));
    return 0;
}
