/* opens_odd_paths.c -- that are no UTF-8, nowhere, or far too long. */
#include "won.h"
int main(void)
{
    char longest[8192];
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = 0;
    must_fail("bytes", open("/\xff\xfe\xfd", O_RDONLY));
    must_fail("null", open(NULL, O_RDONLY));
    must_fail("bad", open((char *)~0UL, O_RDONLY));
    must_fail("empty", open("", O_RDONLY));
    must_fail("long", open(longest, O_RDONLY));
    must_fail("format", open("%s%n%n%n", O_RDONLY));
    must_fail("execute", execve("\xff", (char *[]){"x", NULL}, NULL));
    return 0;
}
