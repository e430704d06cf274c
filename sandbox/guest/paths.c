/* paths.c -- what the program made in the file system, so that the next schedule does not find it. */
#include "sandbox/guest/region.h"

#include "sandbox/guest/result.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>

/* The server removes what was made (server.c), from the folder in which main began: a name that the program gave after
 * chdir(), or beside a descriptor of a folder, means something else there. */

enum { LINK_BYTES = 1024 };

/* Where the folder is, without the 0 at its end; less than 0: nobody knows. */
static long folder_of(long folder, char *to)
{
    char link[40] = "/proc/self/cwd";
    if ((int)folder != AT_FDCWD)
        (void)snprintf(link, sizeof link, "/proc/self/fd/%d", (int)folder);
    long size = SYS3(SYS_readlink, link, to, LINK_BYTES - 1);
    if (size <= 0 || to[0] != '/')
        return -1;
    to[size] = 0;
    return size;
}

void paths_start(void)
{
    char now[LINK_BYTES];
    const long size = folder_of(AT_FDCWD, now);
    R->start_bytes = 0;
    if (size > 0 && size < (long)sizeof R->start) {
        memcpy(R->start, now, (size_t)size);
        R->start_bytes = (uint32_t)size;
    }
}

void paths_made(long folder, const char *name)
{
    char full[LINK_BYTES + NAME_BYTES];
    const size_t bytes = strnlen(name, NAME_BYTES);
    long size;
    if (name[0] == '/') {
        core_made(MADE_FILE, name);
        return;
    }
    if (bytes >= NAME_BYTES || (size = folder_of(folder, full)) < 0) {
        guest_limit(RACE_LIMIT_OBJECTS, "names");
        return;
    }
    full[size] = '/';
    memcpy(full + size + 1, name, bytes + 1);
    /* In the folder where main began, or below it, a name from there is shorter, and the same on every machine. */
    const uint32_t start = R->start_bytes;
    const bool below = start > 0 && strncmp(full, R->start, start) == 0 && full[start] == '/';
    core_made(MADE_FILE, below ? full + start + 1 : full);
}
