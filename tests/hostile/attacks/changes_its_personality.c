/* changes_its_personality.c -- makes all that can be read executable. */
#include "won.h"
#include <sys/personality.h>
int main(void)
{
    must_fail("read implies exec", personality(READ_IMPLIES_EXEC));
    must_fail("page zero", personality(MMAP_PAGE_ZERO));
    must_fail("32 bit", personality(PER_LINUX32));
    return 0;
}
