/* hints_files.c -- compile errors that the other files of a submission explain. */
#include "server/diagnostics.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Bytes of a name up to its last '/', with it. */
static size_t folder_size(const char *name)
{
    const char *slash = strrchr(name, '/');
    return slash ? (size_t)(slash - name) + 1 : 0;
}

/* "../include/list.h", as a file in src names include/list.h. */
static const char *seen_from(const char *file, const char *name, struct arena *arena)
{
    size_t common = 0;
    for (size_t i = 0; i < folder_size(file) && file[i] == name[i]; i++)
        common = file[i] == '/' ? i + 1 : common;
    const char *path = name + common;
    for (const char *up = file + common; (up = strchr(up, '/')) != NULL; up++)
        path = arena_printf(arena, "../%s", path);
    return path;
}

/* A header that is not where it is looked for, but in another folder, or between < >. */
static void find_header(struct finding *f, const struct source *files, size_t count, struct arena *arena)
{
    const char *end = strstr(f->message, ": No such file");
    const char *header = end ? arena_copy(arena, f->message, (size_t)(end - f->message)) : "";
    for (size_t i = 0; i < count && *header; i++)
        if (strcasecmp(files[i].name + folder_size(files[i].name), header + folder_size(header)) == 0)
            f->hint =
                arena_printf(arena,
                             "%s is among your files: write #include \"%s\" here. A name in quotes is looked for "
                             "from the folder of the file that includes it, one in < > among the system's headers.",
                             files[i].name, seen_from(f->where[0].file, files[i].name, arena));
}

/* The name in quotes of a line that is an #include; 0 bytes: it is none. */
static struct bytes included(struct bytes line)
{
    static const char word[] = "include";
    size_t i = 0;
    while (i < line.size && (line.data[i] == ' ' || line.data[i] == '\t' || line.data[i] == '#'))
        i++;
    if (line.size - i < sizeof word || memcmp(line.data + i, word, sizeof word - 1) != 0)
        return (struct bytes){"", 0};
    const char *from = memchr(line.data + i, '"', line.size - i);
    const char *to = from ? memchr(from + 1, '"', (size_t)(line.data + line.size - from) - 1) : NULL;
    return to ? (struct bytes){from + 1, (size_t)(to - from) - 1} : (struct bytes){"", 0};
}

/* Where another file includes this one, if it is a .c file. */
static bool find_include(const char *name, const struct source *files, size_t count, struct place *at)
{
    size_t wanted = diagnostics_file(name, files, count), size = strlen(name);
    for (size_t i = 0; i < count && wanted < count && size > 2 && strcmp(name + size - 2, ".c") == 0; i++) {
        struct bytes rest = files[i].data;
        for (uint32_t line = 1; rest.size > 0; line++) {
            const char *end = memchr(rest.data, '\n', rest.size);
            struct bytes text = {rest.data, end ? (size_t)(end - rest.data) : rest.size}, path = included(text);
            char whole[512];
            (void)snprintf(whole, sizeof whole, "%.*s%.*s", (int)folder_size(files[i].name), files[i].name,
                           path.size < sizeof whole ? (int)path.size : 0, path.data); /* a longer one is no name */
            *at = (struct place){.file = files[i].name, .line = line};
            if (path.size > 0 && diagnostics_file(whole, files, count) == wanted)
                return true;
            rest = (struct bytes){rest.data + text.size + (end != NULL), rest.size - text.size - (end != NULL)};
        }
    }
    return false;
}

/* Of what is compiled as a part of another file ld says the line, but names the other file. */
static void find_twice(struct finding *f, const struct source *files, size_t count, struct arena *arena)
{
    struct place *where = arena_alloc(arena, 2, sizeof *where);
    for (size_t i = 0; i < f->where_count; i++) {
        if (!find_include(f->where[i].file, files, count, &where[0]))
            continue;
        where[1] = f->where[i];
        f->hint =
            arena_printf(arena,
                         "%s includes %s, which is compiled by itself, too: so all that it defines is there twice. "
                         "Include a header in its place that only declares it.",
                         where[0].file, where[1].file);
        f->where = where;
        f->where_count = 2;
        return;
    }
}

/* It asks for mp.h, which is there. */
static void find_kit(struct finding *f, const struct source *files, size_t count)
{
    size_t which = diagnostics_file(f->where[0].file, files, count);
    if (strstr(f->hint, "#include \"mp.h\"") && which < count && files[which].data.size > 0 &&
        memmem(files[which].data.data, files[which].data.size, "\"mp.h\"", 6))
        f->hint = "mp.h has no such name: compare the spelling with the names at its beginning.";
}

void hint_files(struct finding *f, const struct source *files, size_t count, struct arena *arena)
{
    if (f->where_count == 0)
        return;
    find_header(f, files, count, arena);
    find_kit(f, files, count);
    if (strstr(f->message, "is defined more than once"))
        find_twice(f, files, count, arena);
}
