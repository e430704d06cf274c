/* landlock.c -- the same file rules once more, by a mechanism that does not depend on mounts. */
#include "sandbox/walls/landlock.h"

#include "sandbox/base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
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

static bool allow(int ruleset, int fd, uint64_t rights, const char *path, struct err *e)
{
    struct landlock_path_beneath_attr rule = {.allowed_access = rights, .parent_fd = fd};
    if (fd < 0 || syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) < 0)
        return err_set(e, ERR_SYSTEM, "landlock %s: %s", path, strerror(errno));
    return true;
}

static bool allow_path(int ruleset, const char *path, uint64_t rights, struct err *e)
{
    AUTO_CLOSE int fd = open(path, O_PATH | O_CLOEXEC);
    return allow(ruleset, fd, rights, path, e);
}

int landlock_version(void)
{
    int version = (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version > 0 ? version : 0;
}

static bool allow_fresh(int ruleset, const int fresh[FRESH_COUNT], uint64_t all, struct err *e)
{
    static const enum view_fresh_index writable[] = {FRESH_WORK, FRESH_TMP, FRESH_SHM, FRESH_MQUEUE};
    for (size_t i = 0; i < sizeof writable / sizeof writable[0]; i++)
        if (fresh[writable[i]] >= 0 && !allow(ruleset, fresh[writable[i]], all, view_fresh[writable[i]].path, e))
            return false;
    return true;
}

static bool restrict_self(int ruleset, struct err *e)
{
    return syscall(SYS_landlock_restrict_self, ruleset, 0) == 0 ||
           err_set(e, ERR_SYSTEM, "landlock: %s", strerror(errno));
}

bool landlock_enter(const int fresh[FRESH_COUNT], bool *on, struct err *e)
{
    int abi = landlock_version();
    *on = abi > 0;
    if (!*on)
        return true;
    uint64_t all = all_rights(abi), device = (read_rights | LANDLOCK_ACCESS_FS_WRITE_FILE | ACCESS_TRUNCATE) & all;
    struct landlock_ruleset_attr attr = {.handled_access_fs = all};
    AUTO_CLOSE int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr.handled_access_fs, 0);
    if (ruleset < 0)
        return err_set(e, ERR_SYSTEM, "landlock: %s", strerror(errno));
    return allow_path(ruleset, "/", read_rights, e) && allow_path(ruleset, "/dev", device, e) &&
           allow_fresh(ruleset, fresh, all, e) && restrict_self(ruleset, e);
}

/* Also what is no folder: the rights that only folders have are refused there. */
static bool allow_shown(int ruleset, const char *path, bool is_optional, uint64_t all, struct err *e)
{
    struct stat st;
    if (stat(path, &st) < 0)
        return is_optional || err_set(e, ERR_SYSTEM, "landlock %s: %s", path, strerror(errno));
    uint64_t file = (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE) & all;
    uint64_t device = (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | ACCESS_TRUNCATE) & all;
    return allow_path(ruleset, path, S_ISDIR(st.st_mode) ? read_rights : S_ISCHR(st.st_mode) ? device : file, e);
}

static bool allow_view(int ruleset, enum view view, uint64_t all, struct err *e)
{
    for (size_t i = 0; i < view_bind_count; i++)
        if (view_binds[i].views & 1U << view &&
            !allow_shown(ruleset, view_binds[i].path, view_binds[i].optional, all, e))
            return false;
    for (size_t i = 0; view == VIEW_COMPILE && i < view_tool_count; i++)
        if (!allow_shown(ruleset, view_tools[i], true, all, e))
            return false;
    return allow_shown(ruleset, VIEW_LIBRARIES, true, all, e) &&
           (!(view_fresh[FRESH_PROC].views & 1U << view) || allow_shown(ruleset, "/proc", false, all, e));
}

/* Newer than this system's header. */
struct attributes {
    uint64_t files, net, scopes;
};
enum { ABI_NET = 4, NET_ALL = 3, SCOPES_ALL = 3 };

bool landlock_enter_view(enum view view, const int fresh[FRESH_COUNT], struct err *e)
{
    int abi = landlock_version();
    uint64_t all = all_rights(abi);
    struct attributes attr = {.files = all, .net = NET_ALL, .scopes = SCOPES_ALL};
    size_t size = abi >= LANDLOCK_SIGNALS ? sizeof attr : abi >= ABI_NET ? 2 * sizeof all : sizeof all;
    AUTO_CLOSE int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attr, size, 0);
    if (ruleset < 0)
        return err_set(e, ERR_SYSTEM, "landlock: %s", strerror(errno));
    return allow_view(ruleset, view, all, e) && allow(ruleset, fresh[FRESH_BOX], read_rights, "/box", e) &&
           allow_fresh(ruleset, fresh, all, e) && restrict_self(ruleset, e);
}
