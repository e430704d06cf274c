/* memory_in_huge_pages.c -- asks for huge pages in every way, then fills them. */
#include "won.h"
int main(void)
{
    must_fail("hugetlb", (long)mmap(NULL, 2 << 20, PROT_READ | PROT_WRITE,
                                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1, 0));
    must_fail("memfd", memfd_create("huge", MFD_HUGETLB) < 0 ? -1 : 0);
    char *at = mmap(NULL, 400 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    (void)madvise(at, 400 << 20, MADV_HUGEPAGE);
    fill(at, 1, 400 << 20);
    won_if("400 MiB", 1);
    return 0;
}
