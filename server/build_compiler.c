/* build_compiler.c -- which compiler builds: read from its own files, not asked of it. */
#include "sandbox/base/fd.h"
#include "server/build.h"

#include <stdlib.h>
#include <string.h>

/* gcc's own start-up objects carry the name of the compiler that made them, and that is this gcc: its package builds
 * them with itself. So two file reads tell what `gcc -dumpfullversion` would, without starting it once a grade. */
bool build_compiler(struct arena *arena, const char **out, struct err *e)
{
    static const char mark[] = "GCC: (";
    char *real = realpath("/usr/bin/gcc", NULL);
    if (!real)
        return err_set(e, ERR_SYSTEM, "there is no /usr/bin/gcc");
    const char *slash = strrchr(real, '/'), *name = arena_string(arena, slash ? slash + 1 : real);
    free(real);
    const char *middle = strstr(name, "-gcc-"); /* x86_64-linux-gnu-gcc-12 */
    if (!middle)
        return err_set(e, ERR_SYSTEM, "gcc's file is called '%s', not MACHINE-gcc-VERSION", name);
    const char *path = arena_printf(arena, "/usr/lib/gcc/%.*s/%s/crtbegin.o", (int)(middle - name), name, middle + 5);
    struct bytes object;
    if (!fd_read_file(path, 1024 * 1024, arena, &object, e)) {
        e->code = ERR_SYSTEM;
        return false;
    }
    const char *at = memmem(object.data, object.size, mark, sizeof mark - 1);
    const char *version = at ? strstr(at, ") ") : NULL; /* "GCC: (Debian 12.2.0-14+deb12u1) 12.2.0", then 0 */
    if (!version || strspn(version + 2, "0123456789.") != strlen(version + 2) || version[2] == '\0')
        return err_set(e, ERR_SYSTEM, "'%s' does not say which gcc made it", path);
    *out = arena_printf(arena, "gcc %s", version + 2);
    return true;
}
