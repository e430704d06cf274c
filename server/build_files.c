/* build_files.c -- which files may be submitted. */
#include "server/build.h"

#include <stdio.h>
#include <string.h>

enum { NAME_SHOWN_MAX = 120 };

bool build_is_archive(struct bytes data)
{
    return data.size >= 4 && (memcmp(data.data, "PK\3\4", 4) == 0 || memcmp(data.data, "PK\5\6", 4) == 0 ||
                              memcmp(data.data, "\x1f\x8b", 2) == 0);
}

bool build_name_ends(const char *name, const char *end)
{
    size_t size = strlen(name), want = strlen(end);
    return size > want && name[size - want - 1] != '/' && strcmp(name + size - want, end) == 0;
}

static const char *shown(const char *name, char out[static NAME_SHOWN_MAX + 1])
{
    AUTO_BUF struct buf text = {0};
    buf_add_printable(&text, name, strlen(name));
    size_t size = text.size < NAME_SHOWN_MAX ? text.size : NAME_SHOWN_MAX;
    while (size < text.size && size > 0 && ((unsigned char)text.data[size] & 0xc0) == 0x80)
        size--;
    memcpy(out, text.data, size);
    out[size] = '\0';
    return out;
}

static bool name_ok(const char *name, struct err *e)
{
    char text[NAME_SHOWN_MAX + 1];
    if (!spec_name_ok(name) || strpbrk(name, ";|&$<>\"'`*?!{}[]"))
        return err_set(
            e, ERR_INPUT,
            "the file name '%s' cannot be used: letters, digits, '_', '.' and '-' always can, but no part of it may "
            "be empty, '.', '..' or begin with '-'; 200 bytes and 8 folders at most",
            shown(name, text));
    if (!build_name_ends(name, ".c") && !build_name_ends(name, ".h"))
        return err_set(e, ERR_INPUT,
                       "'%s' is no .c or .h file; submit the sources only, or one .zip or .tar.gz of them",
                       shown(name, text));
    return true;
}

/* Has it no mark in front, every second byte of its beginning is 0. */
static bool is_utf16(struct bytes data)
{
    size_t zero = data.size > 0 && data.data[0] != '\0', i = 0;
    for (; i < 8 && i < data.size; i++)
        if ((data.data[i] == '\0') != (i % 2 == zero))
            return false;
    return i >= 4;
}

/* What is no text ends in dozens of complaints about stray characters; so it is told what it is. */
static bool content_ok(const struct source *file, struct err *e)
{
    static const struct {
        const char *begins, *is;
    } kinds[] = {
        {"\x7f"
         "ELF",
         "a compiled program, not its source"},
        {"\xff\xfe", "UTF-16 text; save it as UTF-8"},
        {"\xfe\xff", "UTF-16 text; save it as UTF-8"},
        {"PK\3\4", "an archive; submit it alone"},
        {"%PDF-", "a PDF document"},
    };
    char text[NAME_SHOWN_MAX + 1];
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t size = strlen(kinds[i].begins);
        if (file->data.size >= size && memcmp(file->data.data, kinds[i].begins, size) == 0)
            return err_set(e, ERR_INPUT, "'%s' is %s", shown(file->name, text), kinds[i].is);
    }
    if (is_utf16(file->data))
        return err_set(e, ERR_INPUT, "'%s' is UTF-16 text; save it as UTF-8", shown(file->name, text));
    return true;
}

/* The same name twice, or one that is a folder of the other. */
static bool names_clash(const char *a, const char *b)
{
    size_t i = 0;
    while (a[i] && a[i] == b[i])
        i++;
    return (a[i] == '\0' && (b[i] == '\0' || b[i] == '/')) || (b[i] == '\0' && a[i] == '/');
}

bool build_files_ok(const struct source *files, size_t count, bool is_archive, struct err *e)
{
    char text[NAME_SHOWN_MAX + 1];
    size_t bytes = 0, compiled = 0;
    if (count == 0)
        return err_set(e, ERR_INPUT, "nothing was submitted; send at least one .c file");
    if (count > SUBMISSION_FILES_MAX)
        return err_set(e, ERR_LIMIT, "%zu files are too many; %d is the most", count, SUBMISSION_FILES_MAX);
    if (is_archive && count != 1)
        return err_set(e, ERR_INPUT, "an archive must be submitted alone");
    for (size_t i = 0; i < count; i++) {
        if (files[i].data.size > SUBMISSION_BYTES_MAX - bytes)
            return err_set(e, ERR_LIMIT, "with '%s' the submission is larger than %d MiB", shown(files[i].name, text),
                           SUBMISSION_BYTES_MAX / 1024 / 1024);
        bytes += files[i].data.size;
        if (is_archive)
            continue;
        if (!name_ok(files[i].name, e) || !content_ok(&files[i], e))
            return false;
        compiled += build_name_ends(files[i].name, ".c");
        for (size_t k = 0; k < i; k++)
            if (names_clash(files[k].name, files[i].name))
                return err_set(e, ERR_INPUT, "'%s' was submitted twice, or as a file and as a folder",
                               shown(files[i].name, text));
    }
    if (!is_archive && compiled == 0)
        return err_set(e, ERR_INPUT, "there is no .c file in the submission, and nothing to compile without one");
    return true;
}
