/* landlock.c -- the same file rules once more, by a mechanism that does not depend on mounts. */
#include "sandbox/walls/landlock.h"

#include "sandbox/base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Rights that came after this system's header. */
enum { ACCESS_TRUNCATE = 1 << 14, ABI_REFER = 2, ABI_TRUNCATE = 3 };

static const uint64_t read_rights =
    LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;

static uint64_t all_rights(int abi)
{
    uint64_t rights = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
    rights |= abi >= ABI_REFER ? LANDLOCK_ACCESS_FS_REFER : 0;
    return rights | (abi >= ABI_TRUNCATE ? ACCESS_TRUNCATE : 0);
}

static bool allow(int ruleset, const char *path, uint64_t rights, struct err *e)
{
    AUTO_CLOSE int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT)
        return true; /* not in this view */
    if (fd < 0)
        return err_set(e, ERR_SYSTEM, "landlock %s: %s", path, strerror(errno));
    struct landlock_path_beneath_attr rule = {.allowed_access = rights, .parent_fd = fd};
    if (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) < 0)
        return err_set(e, ERR_SYSTEM, "landlock %s: %s", path, strerror(errno));
    return true;
}

bool landlock_enter(bool *on, struct err *e)
{
    *on = false;
    int abi = (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < 1)
        return true;
    uint64_t all = all_rights(abi);
    struct landlock_ruleset_attr attr = {.handled_access_fs = all};
    AUTO_CLOSE int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr.handled_access_fs, 0);
    if (ruleset < 0)
        return err_set(e, ERR_SYSTEM, "landlock: %s", strerror(errno));
    uint64_t device = (read_rights | LANDLOCK_ACCESS_FS_WRITE_FILE | ACCESS_TRUNCATE) & all;
    if (!allow(ruleset, "/", read_rights, e) || !allow(ruleset, "/dev", device, e) ||
        !allow(ruleset, "/dev/shm", all, e) || !allow(ruleset, "/dev/mqueue", all, e) ||
        !allow(ruleset, "/tmp", all, e) || !allow(ruleset, "/work", all, e))
        return false;
    if (syscall(SYS_landlock_restrict_self, ruleset, 0) < 0)
        return err_set(e, ERR_SYSTEM, "landlock: %s", strerror(errno));
    *on = true;
    return true;
}
