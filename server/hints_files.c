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
    char *header = end ? arena_copy(arena, f->message, (size_t)(end - f->message)) : arena_string(arena, "");
    for (char *c = header; (c = strchr(c, '\\')) != NULL;)
        *c = '/'; /* as paths are written on Windows */
    for (size_t i = 0; i < count && *header; i++)
        if (strcasecmp(files[i].name + folder_size(files[i].name), header + folder_size(header)) == 0)
            f->hint =
                arena_printf(arena,
                             "%s is among your files: write #include \"%s\" here. A name in quotes is looked for "
                             "from the folder of the file that includes it, one in < > among the system's headers.",
                             files[i].name, seen_from(f->where[0].file, files[i].name, arena));
}

/* Takes the next line off the text. */
static bool take_line(struct bytes *rest, struct bytes *line)
{
    if (rest->size == 0)
        return false;
    const char *end = memchr(rest->data, '\n', rest->size);
    *line = (struct bytes){rest->data, end ? (size_t)(end - rest->data) : rest->size};
    *rest = (struct bytes){rest->data + line->size + (end != NULL), rest->size - line->size - (end != NULL)};
    return true;
}

/* What stands behind the word of a line that is an #include; 0 bytes: it is none. */
static struct bytes include_of(struct bytes line)
{
    static const char word[] = "include";
    size_t i = 0;
    while (i < line.size && strchr(" \t#", line.data[i]) && line.data[i])
        i++;
    if (line.size - i < sizeof word || memcmp(line.data + i, word, sizeof word - 1) != 0)
        return (struct bytes){"", 0};
    return (struct bytes){line.data + i + sizeof word - 1, line.size - i - sizeof word + 1};
}

/* Which of the files this line of `from` includes; count: none. */
static size_t included(const struct source *from, struct bytes line, const struct source *files, size_t count)
{
    struct bytes name = include_of(line);
    const char *open = memchr(name.data, '"', name.size);
    const char *close = open ? memchr(open + 1, '"', (size_t)(name.data + name.size - open) - 1) : NULL;
    char path[512];
    if (!close || (size_t)(close - open) > sizeof path)
        return count;
    (void)snprintf(path, sizeof path, "%.*s%.*s", (int)folder_size(from->name), from->name, (int)(close - open) - 1,
                   open + 1); /* a longer one is no name */
    return diagnostics_file(path, files, count);
}

/* Where another file includes this one, if it is a .c file. */
static bool find_include(const char *name, const struct source *files, size_t count, struct place *at)
{
    size_t wanted = diagnostics_file(name, files, count), size = strlen(name);
    for (size_t i = 0; i < count && wanted < count && size > 2 && strcmp(name + size - 2, ".c") == 0; i++) {
        struct bytes rest = files[i].data, text;
        for (uint32_t line = 1; take_line(&rest, &text); line++) {
            *at = (struct place){.file = files[i].name, .line = line};
            if (included(&files[i], text, files, count) == wanted)
                return true;
        }
    }
    return false;
}

static size_t blanks(struct bytes line)
{
    size_t size = 0;
    while (size < line.size && strchr(" \t\r", line.data[size]) && line.data[size])
        size++;
    return size;
}

/* The header among the files that a line of `file` includes, with nothing but blank lines between it and that place;
 * for a line of 0: and the next header of the system. count: none. */
static size_t header_before(const struct source *file, struct place place, const struct source *files, size_t count,
                            uint32_t *at)
{
    struct bytes rest = file->data, text;
    size_t header = count;
    for (uint32_t line = 1; take_line(&rest, &text); line++) {
        struct bytes name = include_of(text);
        bool there = place.line == 0 ? header < count && memchr(name.data, '<', name.size) : line == place.line;
        if (there)
            return place.column <= blanks(text) + 1 ? header : count;
        size_t found = included(file, text, files, count);
        if (found < count)
            *at = line;
        if (found < count || blanks(text) < text.size)
            header = found;
    }
    return count;
}

/* What ends a header without its ';' is noticed in the line behind its #include, or in the header that comes next. */
static void find_unfinished(struct finding *f, const struct source *files, size_t count, struct arena *arena)
{
    static const char *const starts[] = {"expected ", "storage class specified for parameter", "two or more data types",
                                         "declaration for parameter"};
    bool fits = false;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        fits |= strncmp(f->message, starts[i], strlen(starts[i])) == 0;
    bool placed = f->where_count > 0; /* in a header of the system gcc's plain text has no place */
    size_t which = placed ? diagnostics_file(f->where[0].file, files, count) : count, header = count;
    uint32_t line = 0;
    if (!fits)
        return;
    const char *unfinished = "not finished stands before it: look for a missing ';' or '}'";
    bool own = which < count;
    if (own) {
        header = header_before(&files[which], f->where[0], files, count, &line);
    } else {
        for (size_t i = 0; i < count && header == count; which = i++)
            header = header_before(&files[i], (struct place){0}, files, count, &line);
        f->hint = arena_printf(arena, "This is in a header of the system, which is right. What is %s.", unfinished);
    }
    if (header == count)
        return;
    f->hint = arena_printf(arena, "What is %s at the end of %s, which line %u of %s includes.", unfinished,
                           files[header].name, line, files[which].name);
    if (own)
        return;
    struct place *where = arena_alloc(arena, 1, sizeof *where);
    *where = (struct place){.file = files[which].name, .line = line};
    f->where = where;
    f->where_count = 1;
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

/* Most often it was not saved before it was handed in. */
static void find_empty(struct finding *f, const struct source *files, size_t count, struct arena *arena)
{
    size_t empty = 0;
    for (size_t i = 0; i < count; i++) {
        struct bytes rest = files[i].data, line = {"", 0};
        while (line.size == blanks(line) && take_line(&rest, &line))
            ;
        empty += line.size == blanks(line);
    }
    if (count > 0 && empty == count && strstr(f->message, "has no function 'main'"))
        f->hint = arena_printf(arena, "%s is empty: save it in your editor, then hand it in again.", files[0].name);
}

void hint_files(struct finding *f, const struct source *files, size_t count, struct arena *arena)
{
    find_unfinished(f, files, count, arena);
    find_empty(f, files, count, arena);
    if (f->where_count == 0)
        return;
    find_header(f, files, count, arena);
    find_kit(f, files, count);
    if (strstr(f->message, "is defined more than once"))
        find_twice(f, files, count, arena);
}
