/* unpack.c -- the .c and .h files of a submitted .zip or .tar.gz. */
#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"
#include "sandbox/base/fd.h"
#include "sandbox/spec.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* bothends-unpack ARCHIVE: writes for each file "file BYTES NAME\n" and its bytes, and last one line: "end COUNT\n", or
 * "input SENTENCE\n" or "limit SENTENCE\n" when the archive is at fault, with a sentence for the student. Archives and
 * libarchive's readers of them have a long history of surprises, so this runs inside the walls, with two formats only;
 * whoever reads the output believes none of it. Other files than .c and .h are left out without a word, unless nothing
 * is left. What tries to get out of its folder, or is no file, is an error that names it. */

enum {
    ENTRIES_MAX = 256,
    KEPT_BYTES_MAX = 4 * 1024 * 1024,
    SEEN_BYTES_MAX = 64 * 1024 * 1024, /* of a tar.gz, also what is skipped */
    RATIO_MAX = 200,
    RATIO_FREE_BYTES = 1024 * 1024, /* below, nobody minds how well it was packed */
    SHOWN_MAX = 120,
    OTHERS_SHOWN = 5,
};

struct unpacking {
    struct archive *archive;
    struct buf names;  /* of files kept so far, each between newlines */
    struct buf others; /* names left out, for the message */
    size_t other_count, entry_count, file_count;
    uint64_t kept_bytes, archive_bytes;
};

/* A name as it may be shown in one line. */
static const char *shown(const char *name, char out[static SHOWN_MAX + 4])
{
    AUTO_BUF struct buf text = {0};
    buf_add_printable(&text, name, strlen(name));
    size_t size = text.size;
    bool whole = size <= SHOWN_MAX;
    if (!whole)
        for (size = SHOWN_MAX; size > 0 && ((unsigned char)text.data[size] & 0xc0) == 0x80;)
            size--;
    for (size_t i = 0; i < size; i++)
        out[i] = (char)(text.data[i] == '\n' || text.data[i] == '\t' ? ' ' : text.data[i]);
    memcpy(out + size, whole ? "" : "...", whole ? 1 : 4);
    return out;
}

static bool damaged(struct unpacking *u, struct err *e)
{
    const char *why = archive_error_string(u->archive);
    char text[SHOWN_MAX + 4];
    return err_set(e, ERR_INPUT, "the archive is damaged or not whole (%s); pack it again",
                   shown(why ? why : "no end", text));
}

static bool ends_with(const char *name, const char *end)
{
    size_t size = strlen(name), want = strlen(end);
    return size > want && strcmp(name + size - want, end) == 0;
}

/* What file managers and version control put beside the files. */
static bool is_junk(const char *name)
{
    static const char *const folders[] = {"__MACOSX", ".git", ".svn", ".vscode", ".idea"};
    for (const char *at = name; *at; at += strcspn(at, "/"), at += *at == '/')
        for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
            if (strcspn(at, "/") == strlen(folders[i]) && strncmp(at, folders[i], strlen(folders[i])) == 0)
                return true;
    const char *slash = strrchr(name, '/'), *last = slash ? slash + 1 : name;
    return strncmp(last, "._", 2) == 0 || strcmp(last, ".DS_Store") == 0;
}

static bool climbs(const char *name)
{
    for (const char *at = name; *at; at += strcspn(at, "/"), at += *at == '/')
        if (strcspn(at, "/") == 2 && at[0] == '.' && at[1] == '.')
            return true;
    return false;
}

/* A folder, or a file of a kind that may be submitted, in a place that may be. */
static bool entry_ok(struct archive_entry *entry, const char *name, struct err *e)
{
    char text[SHOWN_MAX + 4];
    (void)shown(name, text); /* text */
    if (name[0] == '/')
        return err_set(e, ERR_INPUT, "the archive's '%s' is an absolute path; pack the folder with relative names",
                       text);
    if (climbs(name))
        return err_set(e, ERR_INPUT, "the archive's '%s' leads out of its own folder with '..'", text);
    if (is_junk(name))
        return true;
    if (archive_entry_hardlink(entry) || archive_entry_symlink(entry) || archive_entry_filetype(entry) == AE_IFLNK)
        return err_set(e, ERR_INPUT, "the archive's '%s' is a link; submit the file itself", text);
    mode_t type = archive_entry_filetype(entry);
    if (type != AE_IFREG && type != AE_IFDIR)
        return err_set(e, ERR_INPUT, "the archive's '%s' is a device, pipe or socket; only files can be submitted",
                       text);
    if (archive_entry_is_encrypted(entry))
        return err_set(e, ERR_INPUT, "the archive is encrypted ('%s'); pack it without a password", text);
    return true;
}

static void add_other(struct unpacking *u, const char *name)
{
    char text[SHOWN_MAX + 4];
    if (u->other_count++ < OTHERS_SHOWN)
        buf_printf(&u->others, "%s%s", u->others.size > 0 ? ", " : "", shown(name, text));
}

static bool name_taken(struct unpacking *u, const char *name)
{
    AUTO_BUF struct buf line = {0};
    buf_printf(&line, "\n%s\n", name);
    if (u->names.data && strstr(u->names.data, line.data))
        return true;
    buf_add_string(&u->names, line.data);
    return false;
}

/* A packed size that lies about what comes out of it, or a file with gigabytes of blanks. */
static bool size_ok(struct unpacking *u, struct err *e)
{
    if (u->kept_bytes > KEPT_BYTES_MAX)
        return err_set(e, ERR_LIMIT, "the archive's .c and .h files are larger than 4 MiB together");
    int64_t seen = archive_filter_bytes(u->archive, 0);
    if (seen > SEEN_BYTES_MAX)
        return err_set(e, ERR_LIMIT, "the archive unpacks to more than 64 MiB; submit only the .c and .h files");
    uint64_t out = u->kept_bytes > (uint64_t)seen ? u->kept_bytes : (uint64_t)seen;
    if (out > RATIO_FREE_BYTES && out / RATIO_MAX > u->archive_bytes)
        return err_set(e, ERR_LIMIT, "the archive unpacks to more than 200 times its size");
    return true;
}

static bool keep_file(struct unpacking *u, const char *name, struct err *e)
{
    char text[SHOWN_MAX + 4];
    if (!spec_name_ok(name))
        return err_set(
            e, ERR_INPUT,
            "the archive's '%s' has a name that cannot be used: no part of it may be empty or begin with '-', and "
            "it may be 200 bytes and 8 folders long at most",
            shown(name, text));
    if (name_taken(u, name))
        return err_set(e, ERR_INPUT, "the archive holds '%s' twice", shown(name, text));
    AUTO_BUF struct buf data = {0};
    char piece[16384];
    for (;;) {
        la_ssize_t n = archive_read_data(u->archive, piece, sizeof piece);
        if (n < 0)
            return damaged(u, e);
        if (n == 0)
            break;
        buf_add(&data, piece, (size_t)n);
        u->kept_bytes += (uint64_t)n;
        if (!size_ok(u, e))
            return false;
    }
    AUTO_BUF struct buf head = {0};
    buf_printf(&head, "file %zu %s\n", data.size, name);
    if (!fd_write_all(STDOUT_FILENO, head.data, head.size) || !fd_write_all(STDOUT_FILENO, data.data, data.size))
        return err_set(e, ERR_SYSTEM, "the output cannot be written");
    u->file_count++;
    return true;
}

static bool read_entry(struct unpacking *u, struct archive_entry *entry, struct err *e)
{
    if (++u->entry_count > ENTRIES_MAX)
        return err_set(e, ERR_LIMIT, "the archive holds more than 256 entries; submit only the .c and .h files");
    const char *name = archive_entry_pathname_utf8(entry);
    if (!name)
        name = archive_entry_pathname(entry);
    if (!name)
        return err_set(e, ERR_INPUT, "the archive holds an entry without a name");
    while (name[0] == '.' && name[1] == '/')
        name += 2 + strspn(name + 2, "/");
    if (name[0] == '\0' || !entry_ok(entry, name, e))
        return name[0] == '\0'; /* "./", the folder itself */
    if (archive_entry_filetype(entry) == AE_IFDIR || is_junk(name))
        return size_ok(u, e);
    if (ends_with(name, ".c") || ends_with(name, ".h"))
        return keep_file(u, name, e);
    add_other(u, name);
    return size_ok(u, e);
}

static bool read_entries(struct unpacking *u, struct err *e)
{
    for (;;) {
        struct archive_entry *entry;
        int status = archive_read_next_header(u->archive, &entry);
        if (status == ARCHIVE_EOF)
            break;
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
            return size_ok(u, e) && damaged(u, e);
        if (archive_filter_count(u->archive) > 2)
            return err_set(e, ERR_INPUT, "the archive is compressed more than once");
        if (!read_entry(u, entry, e))
            return false;
    }
    if (archive_read_has_encrypted_entries(u->archive) > 0)
        return err_set(e, ERR_INPUT, "the archive is encrypted; pack it without a password");
    if (u->file_count > 0)
        return true;
    if (u->other_count == 0)
        return err_set(e, ERR_INPUT, "the archive is empty; it needs at least one .c file");
    return err_set(
        e, ERR_INPUT, "the archive has no .c file, only: %s%s%s", u->others.data,
        u->other_count > OTHERS_SHOWN ? ", ..." : "",
        strstr(u->others.data, ".zip") || strstr(u->others.data, "gz") ? " (an archive inside it is not opened)" : "");
}

static bool open_archive(struct unpacking *u, const char *path, struct err *e)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct bytes data;
    if (!fd_read_file(path, SEEN_BYTES_MAX, arena, &data, e))
        return false;
    u->archive_bytes = data.size;
    if (data.size >= 4 && memcmp(data.data, "PK\5\6", 4) == 0) /* a directory without entries */
        return err_set(e, ERR_INPUT, "the archive is empty; it needs at least one .c file");
    bool zip = data.size >= 2 && memcmp(data.data, "PK", 2) == 0;
    u->archive = archive_read_new();
    CHECK(u->archive);
    int status =
        zip ? archive_read_support_format_zip_seekable(u->archive) : archive_read_support_format_tar(u->archive);
    if (status == ARCHIVE_OK && !zip)
        status = archive_read_support_filter_gzip(u->archive);
    if (status != ARCHIVE_OK)
        return err_set(e, ERR_SYSTEM, "libarchive cannot read zip and tar.gz here");
    if (archive_read_open_filename(u->archive, path, 16384) != ARCHIVE_OK)
        return damaged(u, e);
    return true;
}

int main(int argc, char **argv)
{
    struct unpacking u = {0};
    struct err e = {0};
    if (argc != 2)
        return 2;
    (void)setlocale(LC_CTYPE, "C.UTF-8"); /* without it, names beyond ASCII are refused later */
    bool ok = open_archive(&u, argv[1], &e) && read_entries(&u, &e);
    if (!ok && (e.code == ERR_SYSTEM || e.code == ERR_ABSENT)) {
        (void)fprintf(stderr, "%s\n", e.text); /* last words */
        return 1;
    }
    AUTO_BUF struct buf last = {0};
    if (ok)
        buf_printf(&last, "end %zu\n", u.file_count);
    else
        buf_printf(&last, "%s %s\n", e.code == ERR_LIMIT ? "limit" : "input", e.text);
    (void)archive_read_free(u.archive); /* only read */
    buf_free(&u.names);
    buf_free(&u.others);
    return fd_write_all(STDOUT_FILENO, last.data, last.size) ? 0 : 1;
}
