/* paths.c -- where the parts of Bothends are found: other programs and the rubrics folder. */
#include "server/paths.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The folder of the running program. */
static bool own_folder(struct arena *arena, const char **out, struct err *e)
{
    char path[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);
    if (n < 0 || n >= (ssize_t)sizeof path)
        return err_set(e, ERR_SYSTEM, "find the running program: %s", n < 0 ? strerror(errno) : "its path is too long");
    path[n] = '\0';
    char *slash = strrchr(path, '/');
    CHECK(slash); /* the kernel's answer is absolute */
    *slash = '\0';
    *out = arena_string(arena, path);
    return true;
}

static bool find_part(const char *name, int mode, struct arena *arena, const char **out, struct err *e)
{
    const char *chosen = getenv("BOTHENDS_LIBEXEC");
    const char *folder = "";
    if (!own_folder(arena, &folder, e))
        return false;
    const char *places[] = {folder, arena_printf(arena, "%s/../libexec/bothends", folder)};
    if (chosen && *chosen)
        places[0] = places[1] = chosen;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *path = arena_printf(arena, "%s/%s", places[i], name);
        if (access(path, mode) < 0)
            continue;
        *out = path;
        return true;
    }
    return err_set(e, ERR_SYSTEM, "%s '%s' is neither in '%s' nor in '%s'", mode == X_OK ? "program" : "part", name,
                   places[0], places[1]);
}

bool paths_program(const char *name, struct arena *arena, const char **out, struct err *e)
{
    return find_part(name, X_OK, arena, out, e);
}

bool paths_part(const char *name, struct arena *arena, const char **out, struct err *e)
{
    return find_part(name, R_OK, arena, out, e);
}

bool paths_rubrics(const char *below, struct arena *arena, const char **out, struct err *e)
{
    const char *chosen = getenv("BOTHENDS_RUBRICS");
    const char *folder = "";
    if (!own_folder(arena, &folder, e))
        return false;
    /* Beside us as built; and as installed, for those in bin and those in libexec/bothends. */
    const char *places[] = {arena_printf(arena, "%s/rubrics", folder),
                            arena_printf(arena, "%s/../share/bothends/rubrics", folder),
                            arena_printf(arena, "%s/../../share/bothends/rubrics", folder)};
    if (chosen && *chosen)
        places[0] = places[1] = places[2] = chosen;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        bool is_there = access(places[i], R_OK | X_OK) == 0;
        if (!is_there && errno == EACCES)
            return err_set(e, ERR_SYSTEM, "user %u may not read the rubrics folder '%s'", (unsigned)geteuid(),
                           places[i]);
        if (!is_there)
            continue;
        *out = arena_printf(arena, "%s/%s", places[i], below);
        return true;
    }
    return err_set(e, ERR_SYSTEM, "the rubrics folder is none of '%s', '%s', '%s'", places[0], places[1], places[2]);
}
