/* changes_its_process.c -- prctl options that are for others. */
#include "won.h"
#include <sys/prctl.h>
int main(void)
{
    must_fail("memory map", prctl(PR_SET_MM, 1, 4096, 0, 0));
    must_fail("capabilities", prctl(PR_CAPBSET_DROP, 0, 0, 0, 0));
    must_fail("keep", prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0));
    must_fail("bits", prctl(PR_SET_SECUREBITS, 1, 0, 0, 0));
    must_fail("ambient", prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, 21, 0, 0));
    must_fail("new privileges", prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0));
    uint32_t head[2] = {0x20080522, 0}, data[6] = {~0u, ~0u, ~0u, ~0u, ~0u, ~0u};
    must_fail("capset", syscall(SYS_capset, head, data));
    return 0;
}
