/* moves_in_its_output.c -- to print over what was printed. */
#include "won.h"
int main(void)
{
    must_fail("seek", lseek(1, 0, SEEK_SET));
    must_fail("truncate", ftruncate(1, 0));
    must_fail("allocate", fallocate(1, 0, 0, 1));
    must_fail("read stdout", read(1, &(char){0}, 1));
    return 0;
}
