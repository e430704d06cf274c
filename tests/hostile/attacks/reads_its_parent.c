/* reads_its_parent.c -- process_vm_readv. */
#include "won.h"
#include <sys/uio.h>
int main(void)
{
    char c = 'x';
    struct iovec mine = {&c, 1}, theirs = {(void *)main, 1};
    must_fail("read", process_vm_readv(getppid(), &mine, 1, &theirs, 1, 0));
    return 0;
}
