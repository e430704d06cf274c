/* locks_memory.c -- mlock and huge pages. */
#include "won.h"
int main(void)
{
    int flags = MAP_PRIVATE | MAP_ANONYMOUS;
    size_t size = 64 << 20;
    void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, flags, -1, 0);
    must_fail("mlock", mlock(at, size));
    must_fail("locked", mmap(NULL, size, PROT_READ | PROT_WRITE, flags | MAP_LOCKED, -1, 0) == MAP_FAILED ? -1 : 0);
    must_fail("huge", mmap(NULL, size, PROT_READ | PROT_WRITE, flags | MAP_HUGETLB, -1, 0) == MAP_FAILED ? -1 : 0);
    return 0;
}
