/* diagnostics.c -- what gcc, as and ld said, as findings for a student. */
#include "server/diagnostics.h"

#include "rubrics/json.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Everything here is text that the program under judgement had a hand in: #error, _Static_assert, #line and asm() let
 * it write nearly what it likes. So nothing is believed but "somebody said this"; whether it compiled is decided by
 * gcc's exit status and by the program being there. What is said about a file is found again by its submitted name. */

enum {
    ITEMS_MAX = 2000,  /* of all kinds, before the caps */
    LINES_MAX = 4000,  /* plain lines that are looked at */
    PLACES_MAX = 8,    /* of one linker error */
    NOTES_MAX = 8,     /* shown below one finding */
    MESSAGE_MAX = 600, /* bytes */
    LINE_MAX_ = 4096,  /* of a plain line */
    NAME_SHOWN_MAX = 160,
};

/* A note that says nothing new. */
#define ONLY_ONCE "reported only once for each function"

struct item {
    struct finding finding;
    size_t file_order; /* index in files; file_count: elsewhere; + 1: no place */
    size_t sequence;
    size_t notes;
    const char *symbol; /* of "undefined reference": one finding for all its places */
};

struct reading {
    const struct source *files;
    size_t file_count;
    const struct limits *limits;
    struct arena *arena;
    struct item *items;
    size_t item_count;
    size_t last;          /* item that a note may follow; ITEMS_MAX: none */
    const char *function; /* of ld's "in function" */
    const char *ended;    /* the compiler's own failure, NULL: none */
    bool too_many;        /* gcc stopped at -fmax-errors */
    const char *unclear;  /* first plain line that says error and nothing we know */
};

static const char *clean(struct reading *r, const char *text, size_t size, size_t max)
{
    return diagnostics_clean(text, size, max, r->arena);
}

/* --- places ------------------------------------------------------------------------------------------------------ */

/* Takes "." and "NAME/.." out of a path, as far as it fits. */
static void plain_path(const char *path, char *out, size_t size)
{
    size_t used = 0;
    if (strncmp(path, "/work/", 6) == 0)
        path += 6;
    else if (path[0] == '/' && size > 1)
        out[used++] = '/';
    while (*path) {
        size_t length = strcspn(path, "/");
        bool dot = length == 1 && path[0] == '.', up = length == 2 && path[0] == '.' && path[1] == '.';
        if (up && used > 0 && !(used == 1 && out[0] == '/')) {
            while (used > 0 && out[used - 1] != '/')
                used--;
            used -= used > 1;
        } else if (length > 0 && !dot) {
            if (used + length + 2 > size)
                break;
            if (used > 0 && out[used - 1] != '/')
                out[used++] = '/';
            memcpy(out + used, path, length);
            used += length;
        }
        path += length + (path[length] == '/');
    }
    out[used] = '\0';
}

size_t diagnostics_file(const char *path, const struct source *files, size_t count)
{
    char plain[512];
    plain_path(path, plain, sizeof plain);
    for (size_t i = 0; i < count; i++)
        if (strcmp(files[i].name, plain) == 0)
            return i;
    return count;
}

static size_t file_find(const struct reading *r, const char *path)
{
    return diagnostics_file(path, r->files, r->file_count);
}

/* The name that a student knows the file by: "stdio.h", not /usr/include/stdio.h. */
static const char *file_shown(struct reading *r, const char *path, size_t found)
{
    if (found < r->file_count)
        return r->files[found].name;
    char plain[512];
    plain_path(path, plain, sizeof plain);
    const char *shown = strncmp(plain, "/usr/", 5) == 0 ? strstr(plain, "/include/") : NULL;
    if (shown)
        shown += strlen("/include/");
    else if (plain[0] == '/')
        shown = strrchr(plain, '/') + 1;
    else
        shown = plain;
    return clean(r, shown, strlen(shown), NAME_SHOWN_MAX);
}

static struct item *item_add(struct reading *r, enum severity severity)
{
    if (r->item_count == ITEMS_MAX)
        return NULL;
    struct item *item = &r->items[r->item_count];
    *item = (struct item){.file_order = r->file_count + 1, .sequence = r->item_count};
    item->finding = (struct finding){
        .code = severity == SEVERITY_ERROR ? FINDING_COMPILE_ERROR : FINDING_COMPILE_WARNING,
        .severity = severity,
        .message = "",
        .hint = "",
    };
    r->item_count++;
    return item;
}

static void item_place(struct reading *r, struct item *item, struct place place, size_t file_order)
{
    struct finding *f = &item->finding;
    for (size_t i = 0; i < f->where_count; i++)
        if (f->where[i].line == place.line && strcmp(f->where[i].file, place.file) == 0)
            return;
    if (f->where_count == PLACES_MAX)
        return;
    struct place *where = arena_alloc(r->arena, f->where_count + 1, sizeof *where);
    if (f->where_count > 0)
        memcpy(where, f->where, f->where_count * sizeof *where);
    else
        item->file_order = file_order;
    where[f->where_count++] = place;
    f->where = where;
}

static void item_note(struct reading *r, struct item *item, const char *text)
{
    if (item->notes++ >= NOTES_MAX)
        return;
    const char *before = item->finding.detail;
    item->finding.detail = before ? arena_printf(r->arena, "%s\n%s", before, text) : text;
}

/* --- gcc's JSON -------------------------------------------------------------------------------------------------- */

static uint32_t number_of(const json_t *object, const char *key)
{
    json_int_t value = json_integer_value(json_object_get(object, key));
    return value > 0 && value < 100000000 ? (uint32_t)value : 0;
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

/* The first place of a diagnostic that is in a submitted file, else its first place. */
static bool gcc_place(struct reading *r, const json_t *object, struct place *out, size_t *file_order)
{
    const json_t *locations = json_object_get(object, "locations");
    bool found = false;
    for (size_t i = 0; i < json_array_size(locations) && i < PLACES_MAX; i++) {
        const json_t *caret = json_object_get(json_array_get(locations, i), "caret");
        const char *path = text_of(caret, "file");
        size_t order = file_find(r, path);
        if (path[0] == '\0' || number_of(caret, "line") == 0 || (found && order == r->file_count))
            continue;
        *out = (struct place){
            .file = file_shown(r, path, order),
            .line = number_of(caret, "line"),
            .column = number_of(caret, "byte-column"),
        };
        *file_order = order;
        found = true;
        if (order < r->file_count)
            break;
    }
    return found;
}

static const char *gcc_note(struct reading *r, const json_t *object)
{
    const char *message = text_of(object, "message");
    const char *text = clean(r, message, strlen(message), MESSAGE_MAX);
    struct place place;
    size_t order;
    if (!gcc_place(r, object, &place, &order))
        return text;
    return arena_printf(r->arena, "%s:%u: %s", place.file, place.line, text);
}

/* Header named by gcc's own advice "include '<string.h>' or provide a declaration of 'strlen'". */
static const char *hint_from_note(struct reading *r, const char *note)
{
    const char *from = strstr(note, "include '<"), *to = from ? strchr(from, '>') : NULL;
    if (!to || to - from > 60)
        return "";
    from += strlen("include '");
    return arena_printf(r->arena, "Put #include %.*s at the top of the file.", (int)(to - from) + 1, from);
}

static void gcc_diagnostic(struct reading *r, const json_t *object);

/* Most are notes; but what gcc notices while it says something else is a finding of its own. */
static void gcc_children(struct reading *r, struct item *item, const json_t *object)
{
    const json_t *children = json_object_get(object, "children");
    for (size_t i = 0; i < json_array_size(children) && i < 4 * NOTES_MAX; i++) {
        const json_t *child = json_array_get(children, i);
        if (strcmp(text_of(child, "kind"), "note") != 0) {
            gcc_diagnostic(r, child);
            continue;
        }
        const char *note = gcc_note(r, child);
        struct place place;
        size_t order;
        bool placed = gcc_place(r, child, &place, &order);
        if (strstr(note, ONLY_ONCE))
            continue;
        if (item->finding.hint[0] == '\0')
            item->finding.hint = hint_from_note(r, note);
        if (placed && order < r->file_count &&
            item->file_order >= r->file_count) { /* a macro of a header: show its use */
            item->finding.where_count = 0;
            item_place(r, item, place, order);
        }
        item_note(r, item, note);
    }
}

static void gcc_diagnostic(struct reading *r, const json_t *object)
{
    const char *kind = text_of(object, "kind"), *message = text_of(object, "message");
    if (strcmp(kind, "note") == 0) {
        if (r->last < r->item_count)
            item_note(r, &r->items[r->last], gcc_note(r, object));
        return;
    }
    bool warning = strcmp(kind, "warning") == 0;
    if (strcmp(kind, "internal compiler error") == 0 || strncmp(message, "out of memory", 13) == 0) {
        if (!r->ended)
            r->ended = "gave up";
        return;
    }
    struct item *item = item_add(r, warning ? SEVERITY_WARNING : SEVERITY_ERROR);
    if (!item)
        return;
    r->last = item->sequence;
    const char *option = text_of(object, "option");
    struct place place;
    size_t order;
    if (gcc_place(r, object, &place, &order))
        item_place(r, item, place, order);
    item->finding.message = hint_public(clean(r, message, strlen(message), MESSAGE_MAX), r->arena);
    item->finding.option = option[0] ? clean(r, option, strlen(option), NAME_SHOWN_MAX) : NULL;
    item->finding.hint = hint_compile(item->finding.message, item->finding.option, r->arena);
    gcc_children(r, item, object);
}

/* The array of one cc1, or what is left of it: its whole objects are read one by one, so that a cut costs only the
 * last. Returns the bytes read. */
static size_t gcc_array(struct reading *r, const char *text, size_t size)
{
    size_t depth = 0, from = 0, i = 1;
    bool in_string = false;
    for (; i < size && text[i] != '\n'; i++) {
        char c = text[i];
        if (in_string) {
            i += c == '\\';
            in_string = c != '"';
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{') {
            from = depth++ == 0 ? i : from;
        } else if (c == '}' && depth > 0 && --depth == 0) {
            json_t *object = json_loadb(text + from, i + 1 - from, 0, NULL);
            if (object)
                gcc_diagnostic(r, object);
            json_decref(object);
        } else if (c == ']' && depth == 0) {
            return i + 1;
        }
    }
    return i < size ? i : size;
}

/* --- plain lines of as, ld, collect2 and the gcc driver --------------------------------------------------------- */

/* Why the compiler itself came to an end, in our words. */
static const struct {
    const char *said, *ended;
} ends[] = {
    {"out of memory", "ran out of memory"},
    {"virtual memory exhausted", "ran out of memory"},
    {"memory exhausted", "ran out of memory"},
    {"Cannot allocate memory", "ran out of memory"},
    {"File size limit exceeded", "wrote a file that is too large"},
    {"File too large", "wrote a file that is too large"},
    {"No space left on device", "wrote files that are too large"},
    {"relocation truncated to fit", "cannot link a program with such large arrays"},
    {"CPU time limit exceeded", "took too much time"},
    {"Killed signal terminated program", "was stopped"},
    {"internal compiler error", "gave up"},
    {"terminated with signal", "was stopped"},
};

/* Takes ":NUMBER" off the end. */
static bool take_number(char *text, uint32_t *out)
{
    char *colon = strrchr(text, ':');
    size_t digits = colon ? strspn(colon + 1, "0123456789") : 0;
    if (digits == 0 || digits > 8 || colon[1 + digits] != '\0')
        return false;
    *out = (uint32_t)strtoul(colon + 1, NULL, 10);
    *colon = '\0';
    return *out > 0;
}

/* "PATH:LINE: " or "PATH:LINE:COLUMN: " at the end of what stands before a message; an object file may come first. */
static bool line_place(struct reading *r, char *before, struct place *out, size_t *file_order)
{
    size_t size = strlen(before);
    while (size > 0 && (before[size - 1] == ' ' || before[size - 1] == ':'))
        before[--size] = '\0';
    struct place place = {.function = r->function};
    if (!take_number(before, &place.line))
        return false;
    uint32_t line;
    if (take_number(before, &line)) {
        place.column = place.line;
        place.line = line;
    }
    char *object = strstr(before, ".o:");
    const char *path = object ? object + 3 : before;
    *file_order = file_find(r, path);
    if (*file_order == r->file_count)
        return false; /* a temporary file of gcc's, or a library's source: nothing that a student could look up */
    place.file = file_shown(r, path, *file_order);
    *out = place;
    return true;
}

static void line_undefined(struct reading *r, char *before, const char *after)
{
    size_t length = strcspn(after, "'");
    const char *symbol = clean(r, after, length, NAME_SHOWN_MAX);
    struct item *item = NULL;
    for (size_t i = 0; i < r->item_count && !item; i++)
        if (r->items[i].symbol && strcmp(r->items[i].symbol, symbol) == 0)
            item = &r->items[i];
    if (!item) {
        item = item_add(r, SEVERITY_ERROR);
        if (!item)
            return;
        item->symbol = symbol;
        item->finding.message =
            strcmp(symbol, "main") == 0
                ? "the program has no function 'main'"
                : arena_printf(r->arena, "'%s' is used but nowhere defined (undefined reference)", symbol);
        item->finding.hint = hint_undefined(symbol, r->arena);
        const char *declared = arena_printf(r->arena, "implicit declaration of function '%s';", symbol);
        for (size_t i = 0; i < r->item_count; i++) /* gcc knows a name that is spelled nearly like it */
            if (strncmp(r->items[i].finding.message, declared, strlen(declared)) == 0)
                item->finding.hint = r->items[i].finding.message + strlen(declared) + 1;
    }
    struct place place;
    size_t order;
    if (line_place(r, before, &place, &order))
        item_place(r, item, place, order);
}

static void line_twice(struct reading *r, char *before, char *after)
{
    size_t length = strcspn(after, "'");
    const char *symbol = clean(r, after, length, NAME_SHOWN_MAX);
    struct item *item = item_add(r, SEVERITY_ERROR);
    if (!item)
        return;
    item->finding.message = arena_printf(r->arena, "'%s' is defined more than once (multiple definition)", symbol);
    item->finding.hint = arena_printf(r->arena,
                                      "Keep one definition of '%s'. What several files need is defined in one .c "
                                      "file and only declared in a header, variables with 'extern'.",
                                      symbol);
    struct place place;
    size_t order;
    if (line_place(r, before, &place, &order))
        item_place(r, item, place, order);
    char *first = strchr(after, ';'), *said = strstr(after, ": first defined here");
    if (!first || !said || said < first)
        return;
    *said = '\0';
    if (line_place(r, first + 1 + strspn(first + 1, " "), &place, &order)) {
        place.function = NULL;
        item_place(r, item, place, order);
    }
}

/* "message [-Wunused-variable]" */
static const char *take_option(struct reading *r, char *message)
{
    char *open = strrchr(message, '[');
    size_t size = strlen(message);
    if (!open || open == message || strncmp(open, "[-W", 3) != 0 || message[size - 1] != ']')
        return NULL;
    open[-1] = '\0';
    return clean(r, open + 1, strlen(open) - 2, NAME_SHOWN_MAX);
}

static void line_other(struct reading *r, char *before, char *message, enum severity severity)
{
    struct place place;
    size_t order;
    bool placed = line_place(r, before, &place, &order);
    if (severity == SEVERITY_NOTE) {
        const char *text = clean(r, message, strlen(message), MESSAGE_MAX);
        if (r->last < r->item_count && !strstr(text, ONLY_ONCE))
            item_note(r, &r->items[r->last],
                      placed ? arena_printf(r->arena, "%s:%u: %s", place.file, place.line, text) : text);
        return;
    }
    struct item *item = item_add(r, severity);
    if (!item)
        return;
    r->last = item->sequence;
    if (placed)
        item_place(r, item, place, order);
    item->finding.option = take_option(r, message);
    item->finding.message = clean(r, message, strlen(message), MESSAGE_MAX);
    item->finding.hint = hint_compile(item->finding.message, item->finding.option, r->arena);
}

/* What tools say besides: the text before a mark is the place, the text after it the message. */
static const struct {
    const char *mark;
    enum severity severity;
} marks[] = {
    {": Error: ", SEVERITY_ERROR},     {": Fatal error: ", SEVERITY_ERROR}, {": Warning: ", SEVERITY_WARNING},
    {": warning: ", SEVERITY_WARNING}, {": error: ", SEVERITY_ERROR},       {": fatal error: ", SEVERITY_ERROR},
    {": note: ", SEVERITY_NOTE},
};

static bool line_of_driver(const char *line)
{
    static const char *const starts[] = {"gcc: ", "cc1: ", "collect2: ", "as: ", "ld: "};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (strncmp(line, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

static void plain_line(struct reading *r, char *line)
{
    for (char *p = line; *p; p++)
        if (*p == '`')
            *p = '\'';
    char *tool = strstr(line, "ld: ");
    bool linker = tool && strcspn(line, " :") >= (size_t)(tool - line);
    if (linker)
        line = tool + 4;
    char *hit = strstr(line, ": in function '");
    if (hit) {
        hit += strlen(": in function '");
        r->function = clean(r, hit, strcspn(hit, "'"), NAME_SHOWN_MAX);
        return;
    }
    static const char undefined[] = "undefined reference to '", twice[] = "multiple definition of '";
    hit = strstr(line, undefined);
    if (hit) {
        *hit = '\0';
        line_undefined(r, line, hit + sizeof undefined - 1);
        return;
    }
    hit = strstr(line, twice);
    if (hit) {
        *hit = '\0';
        line_twice(r, line, hit + sizeof twice - 1);
        return;
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (!strstr(line, ends[i].said))
            continue;
        if (!r->ended ||
            i + 3 < sizeof ends / sizeof *ends) /* the last ones only repeat what another row says better */
            r->ended = ends[i].ended;
        return;
    }
    size_t mark = 0;
    hit = NULL;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        char *at = strstr(line, marks[i].mark);
        if (!at || (hit && hit < at))
            continue;
        hit = at;
        mark = i;
    }
    if (hit && !line_of_driver(line)) {
        *hit = '\0';
        line_other(r, line, hit + strlen(marks[mark].mark), marks[mark].severity);
        return;
    }
    if (strstr(line, "terminated due to -fmax-errors")) {
        r->too_many = true;
        return;
    }
    if (strstr(line, "error") && strncmp(line, "collect2: error: ld returned", 28) != 0 && !r->unclear)
        r->unclear = clean(r, line, strlen(line), MESSAGE_MAX);
}

/* --- all together ------------------------------------------------------------------------------------------------ */

static void read_all(struct reading *r, const char *text, size_t size)
{
    size_t lines = 0;
    for (size_t at = 0; at < size && lines < LINES_MAX;) {
        if (text[at] == '[') {
            at += gcc_array(r, text + at, size - at);
            continue;
        }
        const char *end = memchr(text + at, '\n', size - at);
        size_t length = end ? (size_t)(end - text) - at : size - at;
        if (length > 0) {
            lines++;
            size_t kept = length < LINE_MAX_ ? length : LINE_MAX_;
            plain_line(r, arena_copy(r->arena, text + at, kept));
        }
        at += length + (end != NULL);
    }
}

static int item_order(const void *left, const void *right)
{
    const struct item *a = left, *b = right;
    if (a->file_order != b->file_order)
        return a->file_order < b->file_order ? -1 : 1;
    const struct place none = {0};
    const struct place *p = a->finding.where_count ? a->finding.where : &none;
    const struct place *q = b->finding.where_count ? b->finding.where : &none;
    if (p->line != q->line)
        return p->line < q->line ? -1 : 1;
    if (p->column != q->column)
        return p->column < q->column ? -1 : 1;
    return a->sequence < b->sequence ? -1 : a->sequence > b->sequence;
}

/* A header that two files include is complained about twice. */
static bool item_same(const struct item *a, const struct item *b)
{
    return a->finding.code == b->finding.code && a->finding.where_count > 0 && b->finding.where_count > 0 &&
           a->finding.where[0].line == b->finding.where[0].line &&
           a->finding.where[0].column == b->finding.where[0].column &&
           strcmp(a->finding.where[0].file, b->finding.where[0].file) == 0 &&
           strcmp(a->finding.message, b->finding.message) == 0;
}

static void add_end(struct reading *r)
{
    struct item *item = item_add(r, SEVERITY_ERROR);
    if (!item)
        item = &r->items[ITEMS_MAX - 1];
    item->finding = (struct finding){
        .code = FINDING_COMPILE_ERROR,
        .severity = SEVERITY_ERROR,
        .message =
            arena_printf(r->arena,
                         "the compiler %s on this program; its limits are %u MiB of memory, %u s of CPU time "
                         "and files of %u MiB",
                         r->ended, r->limits->memory_kib / 1024, r->limits->cpu_ms / 1000, r->limits->file_kib / 1024),
        .hint = "Look for very large arrays with initial values, macros that expand to very much text, and files that "
                "include themselves.",
    };
}

bool diagnostics_read(struct bytes said, const struct source *files, size_t file_count, const struct limits *limits,
                      struct arena *arena, struct findings *out)
{
    AUTO_BUF struct buf text = {0};
    buf_add_printable(&text, said.data, said.size);
    struct reading r = {
        .files = files,
        .file_count = file_count,
        .limits = limits,
        .arena = arena,
        .items = arena_alloc(arena, ITEMS_MAX, sizeof(struct item)),
        .last = ITEMS_MAX,
    };
    read_all(&r, text.data, text.size);
    bool error = false;
    for (size_t i = 0; i < r.item_count; i++)
        error = error || r.items[i].finding.severity == SEVERITY_ERROR;
    if (r.ended)
        add_end(&r);
    else if (!error && r.unclear)
        line_other(&r, arena_string(arena, ""), arena_string(arena, r.unclear), SEVERITY_ERROR);

    qsort(r.items, r.item_count, sizeof *r.items, item_order);
    size_t kept[2] = {0}, left_out = 0;
    struct finding *last = NULL;
    for (size_t i = 0; i < r.item_count; i++) {
        struct finding found = r.items[i].finding;
        bool warning = found.severity == SEVERITY_WARNING;
        if (i > 0 && item_same(&r.items[i - 1], &r.items[i]))
            continue;
        hint_files(&found, files, file_count, arena);
        if (last && r.items[i].file_order >= file_count && found.hint[0] && strcmp(found.hint, last->hint) == 0)
            continue; /* one mistake makes many headers of the system wrong */
        if (kept[warning] == (warning ? DIAGNOSTICS_WARNINGS_MAX : DIAGNOSTICS_ERRORS_MAX)) {
            left_out++;
            continue;
        }
        kept[warning]++;
        last = findings_add(out, arena);
        *last = found;
    }
    if (left_out > 0 && last)
        last->detail = arena_printf(arena, "%s%s(%zu more not shown)", last->detail ? last->detail : "",
                                    last->detail ? "\n" : "", left_out);
    return !r.too_many || error;
}
