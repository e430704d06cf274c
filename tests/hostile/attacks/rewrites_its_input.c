/* rewrites_its_input.c -- for the next test to read. */
#include "won.h"
int main(void)
{
    char c;
    must_fail("write", write(0, "x", 1));
    must_fail("open again", write(open("/proc/self/fd/0", O_RDWR), "x", 1));
    must_fail("open again to write", write(open("/dev/stdin", O_WRONLY), "x", 1));
    must_fail("open again to truncate", ftruncate(open("/dev/stdin", O_WRONLY), 0));
    must_fail("truncate", ftruncate(0, 0));
    must_fail("map", mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, 0, 0) == MAP_FAILED ? -1 : 0);
    must_fail("seal", fcntl(0, 1033 /* F_ADD_SEALS */, 1));
    printf("first byte: %c\n", read(0, &c, 1) == 1 ? c : '?');
    return 0;
}
