/* race_names.c -- what the objects of a race result are called in the program, and where its stacks stand. */
#include "server/build.h"
#include "server/diagnostics.h"
#include "server/inspect.h"
#include "server/race_parts.h"

#include <ctype.h>
#include <inttypes.h>
#include <semaphore.h>
#include <string.h>

/* Memory has no name: mmap() and malloc() give an address, and what a student calls the bytes there is said by the line
 * that keeps the address, `struct shared *s = mmap(...)`, and by the type of s. So: the runtime tells the stack of the
 * call that made the memory; the innermost frame in the student's own file whose line has an assignment gives the
 * variable; the debug information gives the member at the offset. A wrapper that only returns the address is passed
 * over. What finds no name is called after the line that made it. */

enum { NAME_MAX_ = 200 };

static const struct limits limits = {.cpu_ms = 5000,
                                     .wall_ms = 20000,
                                     .memory_kib = 256 * 1024,
                                     .processes = 4,
                                     .output_kib = 4 * 1024,
                                     .file_kib = 1024};

/* --- asking ------------------------------------------------------------------------------------------------------- */

struct answers {
    struct bytes left; /* lines not yet taken; empty: nothing is known */
};

/* One line of three fields; false: none is left, or it is not one. */
static bool take_answer(struct answers *answers, struct arena *arena, const char *fields[static 3])
{
    const char *end = answers->left.size > 0 ? memchr(answers->left.data, '\n', answers->left.size) : NULL;
    if (!end)
        return false;
    char *line = arena_copy(arena, answers->left.data, (size_t)(end - answers->left.data));
    answers->left = (struct bytes){end + 1, answers->left.size - (size_t)(end + 1 - answers->left.data)};
    for (size_t i = 0; i < 3; i++) {
        fields[i] = line;
        char *tab = strchr(line, '\t');
        if (!tab && i < 2)
            return false;
        if (tab) {
            *tab = '\0';
            line = tab + 1;
        }
    }
    return true;
}

/* Is it all of it? "end COUNT" is the last line. */
static bool is_whole(struct bytes text, size_t count, struct arena *arena)
{
    const char *end = arena_printf(arena, "end %zu\n", count);
    size_t size = strlen(end);
    return text.size >= size && memcmp(text.data + text.size - size, end, size) == 0;
}

static size_t count_lines(struct bytes text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += text.data[i] == '\n';
    return count;
}

static bool ask(struct box *box, struct bytes program, struct bytes questions, struct arena *arena, struct answers *out,
                struct err *e)
{
    struct report said;
    bool told = false;
    *out = (struct answers){0};
    if (questions.size == 0)
        return true;
    const struct box_file files[] = {
        {.place = PLACE_BOX, .name = "program", .mode = 0444, .data = program},
        {.place = PLACE_BOX, .name = "questions", .mode = 0444, .data = questions},
    };
    const char *const args[] = {INSPECT_READER, "/box/program", "/box/questions", NULL};
    const struct inspection job = {.reader = "lines", .args = args, .files = files, .file_count = 2, .limits = limits};
    if (!inspect_run(box, &job, arena, &said, e) || !inspect_told(&said, "the reader of lines", &told, e))
        return false;
    if (told && !is_whole(said.out.data, count_lines(questions), arena))
        return err_set(e, ERR_SYSTEM, "the reader of lines answered only in part");
    if (told)
        out->left = said.out.data;
    return true;
}

/* --- places ------------------------------------------------------------------------------------------------------- */

struct naming {
    const struct race_job *job;
    const struct race_result *result;
    struct arena *arena;
    struct place *frames; /* of each frame; file NULL: not in the submission */
    struct place *stacks;
    size_t stack_count;
};

static bool is_name(const char *text)
{
    size_t size = strlen(text);
    return size > 0 && size <= NAME_MAX_ &&
           strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == size;
}

static uint32_t line_number(const char *text)
{
    uint64_t value = 0;
    for (size_t i = 0; text[i] >= '0' && text[i] <= '9' && i < 9; i++)
        value = value * 10 + (uint64_t)(text[i] - '0');
    return (uint32_t)value;
}

static bool find_places(struct naming *n, struct box *box, struct err *e)
{
    const struct race_result *result = n->result;
    AUTO_BUF struct buf questions = {0};
    struct answers answers;
    for (uint32_t i = 0; i < result->frame_count; i++)
        buf_printf(&questions, "pc %" PRIu64 "\n", result->frames[i].pc);
    n->frames = arena_alloc(n->arena, result->frame_count + 1, sizeof *n->frames);
    n->stacks = arena_alloc(n->arena, result->frame_count + 1, sizeof *n->stacks);
    if (!ask(box, n->job->program, (struct bytes){questions.data, questions.size}, n->arena, &answers, e))
        return false;
    const char *fields[3];
    for (uint32_t i = 0; i < result->frame_count; i++) {
        uint32_t stack = result->frames[i].stack;
        n->stack_count = stack + 1 > n->stack_count ? stack + 1 : n->stack_count;
        if (!take_answer(&answers, n->arena, fields))
            continue;
        size_t file = diagnostics_file(fields[2], n->job->files, n->job->file_count);
        uint32_t line = line_number(fields[1]);
        if (file == n->job->file_count || line == 0)
            continue;
        n->frames[i] = (struct place){
            .file = n->job->files[file].name, .line = line, .function = is_name(fields[0]) ? fields[0] : NULL};
        if (!n->stacks[stack].file) /* frames come from the inside */
            n->stacks[stack] = n->frames[i];
    }
    return true;
}

/* --- names -------------------------------------------------------------------------------------------------------- */

struct bytes race_source_line(const struct race_job *job, const struct place *place)
{
    for (size_t i = 0; place->file && i < job->file_count; i++) {
        if (strcmp(job->files[i].name, place->file) != 0)
            continue;
        const char *at = job->files[i].data.data, *end = at + job->files[i].data.size;
        for (uint32_t line = 1; at < end; line++) {
            const char *stop = memchr(at, '\n', (size_t)(end - at));
            stop = stop ? stop : end;
            if (line == place->line)
                return (struct bytes){at, (size_t)(stop - at)};
            at = stop + 1;
        }
    }
    return (struct bytes){"", 0};
}

const char *race_clean(struct bytes text, size_t max, struct arena *arena)
{
    AUTO_BUF struct buf out = {0};
    buf_add_string(&out, "");
    buf_add_printable(&out, text.data, text.size < max ? text.size : max);
    return arena_string(arena, out.data);
}

static const char *printable(struct bytes text, struct arena *arena)
{
    return race_clean(text, NAME_MAX_, arena);
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* The name that a '(' stands behind: of a call that returns memory? */
static bool is_memory_call(const char *text, size_t at)
{
    static const char *const calls[] = {"mmap", "alloc", "shmat", "strdup", "strndup"};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        const size_t size = strlen(calls[i]);
        if (at >= size && memcmp(text + at - size, calls[i], size) == 0)
            return true;
    }
    return false;
}

static size_t memory_calls(struct bytes line)
{
    size_t count = 0;
    for (size_t i = 0; i < line.size; i++)
        count += line.data[i] == '(' && is_memory_call(line.data, i);
    return count;
}

/* Is the first call from there on, in the same statement, one that returns memory? */
static bool takes_memory(struct bytes line, size_t from)
{
    for (size_t i = from; i < line.size && line.data[i] != ';' && line.data[i] != '='; i++)
        if (line.data[i] == '(' && i > 0 && is_word(line.data[i - 1]))
            return is_memory_call(line.data, i);
    return false;
}

/* How likely an '=' keeps an address: it gives what a call of memory returns, it is of a pointer, it is anything. */
static int keeps_address(struct bytes line, size_t begin, size_t equals)
{
    if (takes_memory(line, equals + 1))
        return 2;
    return begin > 0 && line.data[begin - 1] == '*';
}

/* Of `int (*c)[N] =`: the end of "c". Where it does not look so, the end as it was. */
static size_t before_rows(struct bytes line, size_t end)
{
    size_t at = end;
    while (at > 0 && line.data[at - 1] == ']') {
        while (at > 0 && line.data[at - 1] != '[')
            at--;
        at -= at > 0;
    }
    size_t name = at < end && at > 0 && line.data[at - 1] == ')' ? at - 1 : 0, begin = name;
    while (begin > 0 && is_word(line.data[begin - 1]))
        begin--;
    return begin < name && begin > 1 && line.data[begin - 1] == '*' && line.data[begin - 2] == '(' ? name : end;
}

/* "m" of `pthread_mutex_lock(&m)`, of the only '&' of its line; "": there is none, or several. */
static const char *local_name(const struct naming *n, uint32_t stack)
{
    const struct place place = race_place(&(struct race_names){n->stacks, n->stack_count, NULL}, stack);
    const struct bytes line = race_source_line(n->job, &place);
    size_t begin = 0, end = 0;
    for (size_t i = 0; i + 1 < line.size; i++) {
        if (line.data[i] != '&' || line.data[i + 1] == '&' || (i > 0 && line.data[i - 1] == '&'))
            continue;
        if (begin > 0)
            return "";
        begin = end = i + 1;
        while (end < line.size && (is_word(line.data[end]) || strchr(".[]", line.data[end])))
            end++;
    }
    return begin < end && end < line.size && strchr(",)", line.data[end]) && end - begin < NAME_MAX_
               ? printable((struct bytes){line.data + begin, end - begin}, n->arena)
               : "";
}

/* Where "pool->items" begins, of which "items" is from begin to end; end: it is not only names. */
static size_t whole_name(struct bytes line, size_t begin, size_t end)
{
    for (;;) {
        const bool arrow = begin > 1 && line.data[begin - 1] == '>' && line.data[begin - 2] == '-';
        const bool dot = begin > 0 && line.data[begin - 1] == '.';
        if (!arrow && !dot)
            return begin;
        const size_t outer = begin -= arrow ? 2 : 1;
        while (begin > 0 && is_word(line.data[begin - 1]))
            begin--;
        if (begin == outer)
            return end;
    }
}

/* Of `workers[i] =`: the end of "workers". Where it does not look so, or is declared there, the end as it was. */
static size_t before_index(struct bytes line, size_t end)
{
    size_t at = end - (end > 0 && line.data[end - 1] == ']');
    while (at < end && at > 0 && is_word(line.data[at - 1]))
        at--;
    if (at == end || at == 0 || line.data[at - 1] != '[' || line.data[at] == ']')
        return end;
    size_t begin = at - 1;
    while (begin > 0 && is_word(line.data[begin - 1]))
        begin--;
    while (begin > 0 && isspace((unsigned char)line.data[begin - 1]))
        begin--;
    return begin > 0 && (is_word(line.data[begin - 1]) || line.data[begin - 1] == '*') ? end : at - 1;
}

/* The variable before the '=' of a line that keeps an address, the first if there are several: "s" of
 * `struct shared *s = mmap(`, of `if ((s = mmap(`, of `int n = 2, *s = SHARED(`; "s[i]" of `s[i] = malloc(`. NULL:
 * there is none. rank: how likely. */
static const char *assigned(struct bytes line, int *rank, struct arena *arena)
{
    int best = -1;
    const char *variable = NULL;
    for (size_t i = 1; i + 1 < line.size; i++) {
        if (line.data[i] != '=' || line.data[i + 1] == '=' || strchr("=!<>+-*/&|^%", line.data[i - 1]))
            continue;
        size_t end = i;
        while (end > 0 && (line.data[end - 1] == ' ' || line.data[end - 1] == '\t'))
            end--;
        end = before_rows(line, end);
        const size_t name_end = before_index(line, end);
        size_t begin = name_end;
        while (begin > 0 && is_word(line.data[begin - 1]))
            begin--;
        const int keeps = keeps_address(line, begin, i);
        if (keeps <= best)
            continue;
        best = keeps;
        begin = begin < name_end ? whole_name(line, begin, name_end) : name_end;
        bool named = begin < name_end && !isdigit((unsigned char)line.data[begin]) && end - begin <= NAME_MAX_;
        variable = named ? arena_copy(arena, line.data + begin, end - begin) : NULL;
    }
    *rank = best;
    return variable;
}

struct keeper {           /* of one object: a line that keeps its address */
    const char *variable; /* what it keeps it in; NULL: not known */
    uint32_t frame;
};

enum { KEEPERS = 2 }; /* `void *p = mmap(...); ... return p;`, and who calls that: `struct shared *s = share(...)` */

/* The line, with the one before it where that ends in the '=' of what is assigned here:
 * `struct shared *s =` and then `mmap(`. */
static struct bytes assigning_line(const struct naming *n, const struct place *place)
{
    const struct place above = {.file = place->file, .line = place->line - 1};
    const struct bytes line = race_source_line(n->job, place), before = race_source_line(n->job, &above);
    size_t end = before.size;
    while (end > 0 && isspace((unsigned char)before.data[end - 1]))
        end--;
    if (end == 0 || before.data[end - 1] != '=')
        return line;
    return (struct bytes){before.data, (size_t)(line.data + line.size - before.data)};
}

/* Where the piece ends in the line; 0: it is not in it. */
static size_t after(struct bytes line, const char *piece)
{
    const char *at = memmem(line.data, line.size, piece, strlen(piece));
    return at ? (size_t)(at - line.data) + strlen(piece) : 0;
}

/* Much is allocated, by calls in calls. So of what is on the heap the line that calls malloc() must say at once where
 * it is kept, or give it to its caller; of two calls it is not known which. True: it may be known from further out. */
static bool find_heap_keeper(const struct naming *n, uint32_t frame, struct keeper *keeper)
{
    const struct bytes line = assigning_line(n, &n->frames[frame]);
    int rank;
    const char *variable = assigned(line, &rank, n->arena);
    if (memory_calls(line) > 1)
        return false;
    if (rank == 2)
        *keeper = (struct keeper){variable, frame};
    const size_t returns = after(line, "return ");
    return (returns > 0 && takes_memory(line, returns)) || after(line, "void *") > 0;
}

/* The innermost frames of an object's stack whose lines keep the address; further out, only what is a pointer for sure,
 * since such a call may return anything. True: there is one. */
static bool find_keepers(const struct naming *n, const struct race_object *object,
                         struct keeper keepers[static KEEPERS])
{
    const bool heap = object->kind == RACE_OBJECT_HEAP;
    size_t count = 0, seen = 0;
    for (uint32_t i = 0; i < n->result->frame_count && count < KEEPERS; i++) {
        if (n->result->frames[i].stack != object->stack || !n->frames[i].file)
            continue;
        if (heap && seen++ == 0) {
            const bool more = find_heap_keeper(n, i, keepers);
            count += keepers[0].variable != NULL;
            if (!more)
                break;
            continue;
        }
        int rank;
        struct bytes line = assigning_line(n, &n->frames[i]);
        const char *variable = assigned(line, &rank, n->arena);
        const char *declared = variable ? arena_printf(n->arena, "*%s", variable) : "";
        if (variable && ((count == 0 && !heap) || after(line, declared) > 0))
            keepers[count++] = (struct keeper){variable, i};
    }
    return count > 0;
}

static bool is_memory(uint32_t kind)
{
    return kind == RACE_OBJECT_HEAP || kind == RACE_OBJECT_ANONYMOUS || kind == RACE_OBJECT_FILE ||
           kind == RACE_OBJECT_SYSV;
}

/* A member as the student writes it: of a pthread_mutex_t or sem_t, not what libc keeps in it. A sem_t is a union with
 * an array of its bytes, which behind a pointer to several goes on as if it were one: its index says which of them. */
static const char *member_path(const char *answer, struct arena *arena)
{
    static const char bytes[] = "->__size[";
    if (strncmp(answer, bytes, sizeof bytes - 1) == 0) {
        const size_t which = line_number(answer + sizeof bytes - 1) / sizeof(sem_t);
        return which > 0 ? arena_printf(arena, "[%zu]", which) : "";
    }
    const char *inner = strncmp(answer, "->__", 4) == 0 ? answer : strstr(answer, ".__");
    return printable((struct bytes){answer, inner ? (size_t)(inner - answer) : strlen(answer)}, arena);
}

/* Of several numbers or locks behind a pointer the first is [0], like the others. */
static void name_first(struct naming *n, struct race_name *names)
{
    const struct race_result *result = n->result;
    for (uint32_t i = 0; i < result->object_count; i++) {
        const struct race_object *one = &result->objects[i];
        const size_t size = strlen(names[i].text);
        bool several = false;
        for (uint32_t k = 0; is_memory(one->kind) && one->offset == 0 && k < result->object_count; k++) {
            const struct race_object *other = &result->objects[k];
            several |= other->kind == one->kind && other->at == one->at &&
                       strncmp(names[k].text, names[i].text, size) == 0 && names[k].text[size] == '[';
        }
        if (several)
            names[i].text = arena_printf(n->arena, "%s[0]", names[i].text);
    }
}

/* The letter of the type code in mp_value('i', ...) of this line; 0: none. */
static char mp_code(struct bytes line)
{
    for (size_t i = 0; i + 3 < line.size; i++)
        if (line.data[i] == '(' && line.data[i + 1] == '\'' && line.data[i + 3] == '\'')
            return line.data[i + 2];
    return 0;
}

static uint32_t mp_size(char code)
{
    static const char codes[] = "bBhHiIlLqQfd", sizes[] = "112244888848";
    const char *at = code ? strchr(codes, code) : NULL;
    return at ? (uint32_t)(sizes[at - codes] - '0') : 0;
}

/* "->number.integer" and "->items[3].integer" are how mp.h keeps a Value and an Array: to a student they are the Value
 * itself, and an item. Items lie close together, as large as their type code says. */
static bool name_mp(const char *variable, const char *path, uint64_t offset, char code, struct arena *arena,
                    struct race_name *out)
{
    uint32_t size = mp_size(code), item = 0;
    if (strncmp(path, "->number", 8) == 0) {
        out->text = variable;
    } else if (strncmp(path, "->items[", 8) == 0 && size > 0) {
        item = (line_number(path + 8) * 8 + (uint32_t)(offset % 8)) / size;
        out->text = arena_printf(arena, "%s[%u]", variable, item);
    } else {
        return false;
    }
    out->is_mp = true;
    out->size = size;
    out->encoding = 's';
    if (code == 'f' || code == 'd')
        out->encoding = 'f';
    else if (code >= 'A' && code <= 'Z')
        out->encoding = 'u';
    return true;
}

static void name_memory(const struct naming *n, const struct race_object *object, const struct keeper *keeper,
                        const char *fields[static 3], bool answered, struct race_name *out)
{
    const struct place place = race_place(&(struct race_names){n->stacks, n->stack_count, NULL}, object->stack);
    const char *path = answered ? member_path(fields[0], n->arena) : "";
    const char *offset = object->offset == 0 ? "" : arena_printf(n->arena, " (byte %" PRIu64 ")", object->offset);
    out->text = place.file ? arena_printf(n->arena, "the memory made in line %u%s", place.line, offset)
                           : printable(object->name, n->arena);
    if (!keeper->variable)
        return;
    struct bytes line = race_source_line(n->job, &n->frames[keeper->frame]);
    bool kit = memmem(line.data, line.size, "mp_", 3) != NULL;
    if (kit && answered && name_mp(keeper->variable, path, object->offset, mp_code(line), n->arena, out))
        return;
    out->is_inner = kit && path[0] == '-';
    if (out->is_inner && (strncmp(path, "->lock", 6) == 0 || strncmp(path, "->mutex", 7) == 0)) {
        bool own = path[2] == 'm'; /* made by mp_lock, not a Value's */
        out->text = own ? keeper->variable : arena_printf(n->arena, "the lock of %s", keeper->variable);
        return;
    }
    if (answered && fields[2][0] != '?') {
        const bool several = object->kind == RACE_OBJECT_HEAP && !*path && object->size > line_number(fields[1]);
        out->text = arena_printf(n->arena, "%s%s", keeper->variable, several ? "[0]" : path);
        out->size = line_number(fields[1]);
        out->encoding = fields[2][0];
    } else {
        out->text = arena_printf(n->arena, "%s%s", keeper->variable, offset);
    }
}

/* The compiler numbers the static variables of functions: "sum.0". */
static const char *global_name(const struct naming *n, const struct race_object *object)
{
    char *name = arena_printf(n->arena, "%s", printable(object->name, n->arena)), *dot = strchr(name, '.');
    if (dot && dot > name && dot[1] && dot[1 + strspn(dot + 1, "0123456789")] == '\0')
        *dot = '\0';
    return name;
}

/* What the runtime has in the place of what libc keeps (text.c). */
static bool name_of_libc(const struct race_object *object, struct race_name *out)
{
    static const struct {
        const char *symbol, *text;
    } rows[] = {{"bothends.strtok_place", "what strtok() keeps"}, {"bothends.environment", "the environment"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows && !out->is_inner; i++)
        if (object->name.size == strlen(rows[i].symbol) &&
            memcmp(object->name.data, rows[i].symbol, object->name.size) == 0)
            *out = (struct race_name){.text = rows[i].text, .encoding = '?', .is_inner = true};
    return out->is_inner;
}

static void name_global(const struct naming *n, const struct race_object *object, const char *fields[static 3],
                        bool answered, struct race_name *out)
{
    if (name_of_libc(object, out))
        return;
    const char *name = global_name(n, object);
    bool known = answered && fields[2][0] != '?';
    const char *offset = object->offset == 0 ? "" : arena_printf(n->arena, " (byte %" PRIu64 ")", object->offset);
    out->text = arena_printf(n->arena, "%s%s", name, known ? member_path(fields[0], n->arena) : offset);
    out->size = known ? line_number(fields[1]) : 0;
    out->encoding = fields[2][0];
    if (!known)
        out->encoding = '?';
}

struct asked { /* about one object */
    struct keeper keepers[KEEPERS];
    uint32_t count; /* of answers to come */
};

static bool is_local(const struct race_object *object)
{
    return object->kind == RACE_OBJECT_STACK || object->kind == RACE_OBJECT_FRAME;
}

/* main() lives as long as the program does: what lies in its frame is what its debug information says. */
static bool is_in_main(const struct race_object *object)
{
    return object->kind == RACE_OBJECT_STACK && object->offset > 0;
}

/* A place in the function whose variable it is; 0: it is main(). */
static uint64_t function_of(const struct naming *n, const struct race_object *object)
{
    for (uint32_t i = 0; object->kind == RACE_OBJECT_FRAME && i < n->result->frame_count; i++)
        if (n->result->frames[i].stack == object->stack)
            return n->result->frames[i].pc;
    return 0;
}

static void name_local(const struct naming *n, const struct race_object *object, const char *fields[static 3],
                       bool answered, struct race_name *out)
{
    const bool known = answered && fields[2][0] != '?';
    out->text = object->stack != RACE_NONE && object->kind == RACE_OBJECT_STACK ? local_name(n, object->stack) : "";
    if (known)
        *out = (struct race_name){
            .text = member_path(fields[0], n->arena), .size = line_number(fields[1]), .encoding = fields[2][0]};
}

static void ask_name(const struct naming *n, const struct race_object *object, struct asked *asked, struct buf *out)
{
    const char *global = object->kind == RACE_OBJECT_GLOBAL ? printable(object->name, n->arena) : "";
    if (is_memory(object->kind) && find_keepers(n, object, asked->keepers))
        for (; asked->count < KEEPERS && asked->keepers[asked->count].variable; asked->count++)
            buf_printf(out, "member %" PRIu64 " %s %" PRIu64 "\n",
                       n->result->frames[asked->keepers[asked->count].frame].pc, asked->keepers[asked->count].variable,
                       object->offset);
    if (object->kind == RACE_OBJECT_FRAME || is_in_main(object)) {
        buf_printf(out, "local %" PRIu64 " %" PRIu64 "\n", function_of(n, object), object->offset);
        asked->count = 1;
    }
    if (is_name(global_name(n, object)) && *global) {
        buf_printf(out, "member 0 %s %" PRIu64 "\n", global, object->offset);
        asked->count = 1;
    }
}

/* The first answer that knows a type, else the first: which of the keepers it is about. */
static size_t take_name(const struct naming *n, const struct asked *asked, struct answers *answers,
                        const char *fields[static 3], bool *answered)
{
    size_t best = 0;
    for (uint32_t i = 0; i < asked->count; i++) {
        const char *next[3] = {"", "0", "?"};
        bool ok = take_answer(answers, n->arena, next) && strlen(next[0]) <= NAME_MAX_;
        if (i > 0 && (!ok || next[2][0] == '?' || (*answered && fields[2][0] != '?')))
            continue;
        best = i;
        *answered = ok;
        memcpy(fields, next, sizeof next);
    }
    return best;
}

/* Memory that nobody asked for: what one of libc's functions gives to all threads, if an access that raced is there. */
static const char *kept_name(const struct naming *n, uint32_t object)
{
    static const char *const calls[] = {"gmtime", "localtime", "asctime", "ctime", NULL};
    const struct race_names places = {n->stacks, n->stack_count, NULL};
    for (uint32_t i = 0; i < n->result->race_count; i++) {
        const struct race_race *race = &n->result->races[i];
        const uint32_t stacks[] = {race->first_stack, race->second_stack};
        for (size_t k = 0, which; k < 2 && race->object == object; k++) {
            const struct place place = race_place(&places, stacks[k]);
            const struct bytes line = race_source_line(n->job, &place);
            if (race_next_word(line, 0, calls, &which) < line.size)
                return arena_printf(n->arena, "what %s() keeps", calls[which]);
        }
    }
    return "memory of the heap";
}

static bool find_names(struct naming *n, struct box *box, struct race_name *names, struct err *e)
{
    const struct race_result *result = n->result;
    struct asked *asked = arena_alloc(n->arena, result->object_count + 1, sizeof *asked);
    AUTO_BUF struct buf questions = {0};
    struct answers answers;
    for (uint32_t i = 0; i < result->object_count; i++)
        ask_name(n, &result->objects[i], &asked[i], &questions);
    if (!ask(box, n->job->program, (struct bytes){questions.data, questions.size}, n->arena, &answers, e))
        return false;
    for (uint32_t i = 0; i < result->object_count; i++) {
        const struct race_object *object = &result->objects[i];
        const char *fields[3] = {"", "0", "?"};
        bool answered = false;
        const struct keeper *keeper = &asked[i].keepers[take_name(n, &asked[i], &answers, fields, &answered)];
        names[i] = (struct race_name){.encoding = '?'};
        if (is_memory(object->kind))
            name_memory(n, object, keeper, fields, answered, &names[i]);
        else if (object->kind == RACE_OBJECT_GLOBAL)
            name_global(n, object, fields, answered, &names[i]);
        else if (is_local(object))
            name_local(n, object, fields, answered, &names[i]);
        else
            names[i].text = printable(object->name, n->arena);
        if (!*names[i].text)
            names[i].text = is_local(object)                   ? "a local variable"
                            : object->kind == RACE_OBJECT_HEAP ? kept_name(n, i)
                                                               : "memory";
    }
    name_first(n, names);
    return true;
}

bool race_names_find(struct box *box, const struct race_job *job, const struct race_result *result, struct arena *arena,
                     struct race_names *out, struct err *e)
{
    struct naming naming = {.job = job, .result = result, .arena = arena};
    struct race_name *names = arena_alloc(arena, result->object_count + 1, sizeof *names);
    if (!find_places(&naming, box, e) || !find_names(&naming, box, names, e))
        return false;
    *out = (struct race_names){naming.stacks, naming.stack_count, names};
    return true;
}

struct place race_place(const struct race_names *names, uint32_t stack)
{
    return stack < names->stack_count ? names->stacks[stack] : (struct place){0};
}

const struct race_name *race_object_name(const struct race_names *names, uint32_t object)
{
    static const struct race_name none = {.text = "memory", .encoding = '?'};
    return object == RACE_NONE ? &none : &names->objects[object];
}
