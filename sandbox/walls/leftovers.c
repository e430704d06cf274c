/* leftovers.c -- System V objects, POSIX shared memory and queues that a run without namespaces leaves on the machine.
 */
#include "sandbox/walls/leftovers.h"

#include "sandbox/base/clock.h"
#include "sandbox/base/fd.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAMES_MAX = 4096 };
static const uint64_t TURN_NS = 600ULL * 1000 * 1000 * 1000; /* longer than the run ahead of ours can take */

typedef void see(struct leftovers *before, const char *kind, const char *name, int id);

static bool is_noted(const struct leftovers *before, const char *kind, const char *name)
{
    char full[64];
    (void)snprintf(full, sizeof full, "%s%s", kind, name); /* cut alike on both sides */
    for (size_t i = 0; i < before->count; i++)
        if (strcmp(before->names[i], full) == 0)
            return true;
    return false;
}

static void note(struct leftovers *before, const char *kind, const char *name, int id)
{
    (void)id;
    before->is_full |= before->count == NAMES_MAX;
    if (before->names && !before->is_full)
        (void)snprintf(before->names[before->count++], 64, "%s%s", kind, name); /* as above */
}

static void drop(struct leftovers *before, const char *kind, const char *name, int id)
{
    char path[512];
    if (is_noted(before, kind, name))
        return;
    if (strcmp(kind, "shm ") == 0)
        (void)shmctl(id, IPC_RMID, NULL); /* gone already, perhaps */
    else if (strcmp(kind, "sem ") == 0)
        (void)semctl(id, 0, IPC_RMID); /* as above */
    else if (strcmp(kind, "msg ") == 0)
        (void)msgctl(id, IPC_RMID, NULL); /* as above */
    else if (snprintf(path, sizeof path, "%s%s", kind, name) < (int)sizeof path)
        (void)unlink(path); /* as above; what is no file was not made there by a program behind Landlock */
}

/* /proc/sysvipc/KIND: a line of headings, then one an object: key, id, permissions, ...; its owner's column differs. */
static void see_objects(struct leftovers *before, const char *kind, const char *path, int uid_column, uid_t uid,
                        see *each)
{
    FILE *file = fopen(path, "re");
    char line[512];
    bool is_heading = true;
    while (file && fgets(line, sizeof line, file)) {
        long field[16] = {0};
        char *p = line, *end = line;
        for (int i = 0; i <= uid_column && !is_heading; i++, p = end)
            field[i] = strtol(p, &end, 10);
        char name[32];
        (void)snprintf(name, sizeof name, "%ld", field[1]); /* fits */
        if (!is_heading && (uid_t)field[uid_column] == uid)
            each(before, kind, name, (int)field[1]);
        is_heading = false;
    }
    if (file)
        (void)fclose(file); /* only read */
}

static void see_files(struct leftovers *before, const char *folder, uid_t uid, see *each)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    struct stat st;
    while (dir && (entry = readdir(dir)))
        if (fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISDIR(st.st_mode) &&
            st.st_uid == uid)
            each(before, folder, entry->d_name, 0);
    if (dir)
        (void)closedir(dir); /* only read */
}

static void see_all(struct leftovers *before, uid_t uid, see *each)
{
    see_objects(before, "shm ", "/proc/sysvipc/shm", 7, uid, each);
    see_objects(before, "sem ", "/proc/sysvipc/sem", 4, uid, each);
    see_objects(before, "msg ", "/proc/sysvipc/msg", 7, uid, each);
    see_files(before, "/dev/shm/", uid, each);
    see_files(before, "/dev/mqueue/", uid, each);
}

static bool take_turn(struct leftovers *before, int control_fd, struct err *e)
{
    uint64_t until = clock_ns() + TURN_NS;
    while (flock(before->turn, LOCK_EX | LOCK_NB) < 0) {
        struct pollfd fds[] = {{control_fd, 0, 0}};
        if (errno != EWOULDBLOCK)
            return err_set(e, ERR_SYSTEM, "lock /dev/shm: %s", strerror(errno));
        if (poll(fds, 1, 5) > 0 || clock_ns() > until)
            return err_set(e, ERR_SYSTEM, "another run would not end");
    }
    return true;
}

bool leftovers_begin(struct leftovers *before, uid_t uid, bool is_shared, int control_fd, struct err *e)
{
    if (before->has_begun)
        return true;
    *before = (struct leftovers){.has_begun = true, .uid = uid, .turn = -1};
    before->turn = open("/dev/shm", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (before->turn >= 0 && is_shared && !take_turn(before, control_fd, e))
        return false;
    before->names = calloc(NAMES_MAX, 64);
    before->is_full = before->names == NULL;
    see_all(before, uid, note);
    return true;
}

void leftovers_end(struct leftovers *before)
{
    if (!before->has_begun)
        return;
    if (before->names && !before->is_full)
        see_all(before, before->uid, drop);
    free(before->names);
    fd_close(&before->turn);
    *before = (struct leftovers){0};
}

void leftovers_sweep(uid_t uid)
{
    struct leftovers nothing = {0};
    see_all(&nothing, uid, drop);
}
