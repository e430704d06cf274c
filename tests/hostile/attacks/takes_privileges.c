/* takes_privileges.c -- capabilities, users and groups that it does not have. */
#include "won.h"
#include <grp.h>
#include <sys/fsuid.h>
#include <sys/prctl.h>
int main(void)
{
    must_fail("ambient", prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, 7, 0, 0));
    must_fail("user", setuid(0));
    must_fail("users", setresuid(0, 0, 0));
    must_fail("group", setgid(0));
    must_fail("groups", setgroups(1, &(gid_t){0}));
    must_fail("no groups", setgroups(0, NULL));
    won_if("file system user", setfsuid(0) == 0 && setfsuid(0) == 0);
    must_fail("chroot", chroot("/"));
    must_fail("nice", nice(-5) == -1 ? -1 : 0);
    must_fail("host name", sethostname("x", 1));
    return 0;
}
