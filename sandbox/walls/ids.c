/* ids.c -- who runs inside: an ordinary user of its own for each slot, without any privilege. */
#include "sandbox/walls/ids.h"

#include "sandbox/base/fd.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

enum { UID_FIRST = 64000, SLOTS_MAX = 900 }; /* 64900 is the service itself */

/* Two slots with one uid would share the kernel's counts for it (RLIMIT_NPROC), so each needs its own. An abstract
 * socket is a lock that leaves no file behind and that death releases. But it is one of this network namespace, and
 * what a killed slot ran may outlive it for a moment: who meets such processes of others is refused his exec (EAGAIN).
 * So whoever can begins anywhere; without namespaces the next slot must find the names that a dead one left. */
bool ids_claim(struct ids *ids, enum claim claim, struct err *e)
{
    unsigned first = 0;
    if (claim == CLAIM_ANY)
        (void)!getrandom(&first, sizeof first, GRND_NONBLOCK); /* 0 will do, too */
    AUTO_CLOSE int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return err_set(e, ERR_SYSTEM, "claim a slot: %s", strerror(errno));
    for (unsigned k = 0; k < SLOTS_MAX; k++) {
        unsigned i = (first % SLOTS_MAX + k) % SLOTS_MAX;
        struct sockaddr_un name = {.sun_family = AF_UNIX};
        int size = snprintf(name.sun_path + 1, sizeof name.sun_path - 1, "bothends-slot-%u", i);
        socklen_t name_size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)size);
        if (bind(fd, (struct sockaddr *)&name, name_size) == 0) {
            *ids = (struct ids){.uid = UID_FIRST + i, .gid = UID_FIRST + i, .claim = fd};
            fd = -1;
            return true;
        }
        if (errno != EADDRINUSE)
            return err_set(e, ERR_SYSTEM, "claim slot %u: %s", i, strerror(errno));
    }
    return err_set(e, ERR_SYSTEM, "all %d slots are taken", SLOTS_MAX);
}

bool ids_renounce(struct err *e)
{
    for (unsigned long capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; capability++)
        if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) < 0 && errno != EPERM)
            return err_set(e, ERR_SYSTEM, "drop capability %lu: %s", capability, strerror(errno));
    if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) < 0)
        return err_set(e, ERR_SYSTEM, "clear ambient capabilities: %s", strerror(errno));
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        return err_set(e, ERR_SYSTEM, "no_new_privs: %s", strerror(errno));
    return true;
}

bool ids_become(const struct ids *ids, struct err *e)
{
    /* In a user namespace with one id there are no other groups to drop, and the kernel refuses to be asked; nor can
     * who is that user already. */
    if (geteuid() != ids->uid && setgroups(0, NULL) < 0)
        return err_set(e, ERR_SYSTEM, "setgroups: %s", strerror(errno));
    if (setresgid(ids->gid, ids->gid, ids->gid) < 0 || setresuid(ids->uid, ids->uid, ids->uid) < 0)
        return err_set(e, ERR_SYSTEM, "become uid %u: %s", (unsigned)ids->uid, strerror(errno));
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{0}};
    if (syscall(SYS_capset, &header, none) < 0)
        return err_set(e, ERR_SYSTEM, "drop capabilities: %s", strerror(errno));
    return true;
}
