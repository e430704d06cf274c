/* stacks.c -- the lines at which a program waited, forked, opened and closed: saved stacks, read inside the walls. */
#include "server/stacks.h"

#include "rubrics/hygiene.h"
#include "server/diagnostics.h"
#include "server/inspect.h"

#include <inttypes.h>
#include <pthread.h>
#include <semaphore.h>
#include <string.h>

enum { STACKS_MAX = 200, TAKEN_MAX = 1000, FUNCTION_MAX = 200 };

static const struct limits limits = {.cpu_ms = 5000,
                                     .wall_ms = 20000,
                                     .memory_kib = 256 * 1024,
                                     .processes = 4,
                                     .output_kib = 4 * 1024,
                                     .file_kib = 1024};

/* --- what it said ------------------------------------------------------------------------------------------------- */

static bool take_line(struct bytes *in, struct bytes *line)
{
    const char *end = in->size > 0 ? memchr(in->data, '\n', in->size) : NULL;
    if (!end)
        return false;
    *line = (struct bytes){in->data, (size_t)(end - in->data)};
    *in = (struct bytes){end + 1, in->size - line->size - 1};
    return true;
}

/* A field of a line up to the next tab, or the rest. */
static struct bytes take_field(struct bytes *line)
{
    const char *tab = line->size > 0 ? memchr(line->data, '\t', line->size) : NULL;
    struct bytes field = {line->data, tab ? (size_t)(tab - line->data) : line->size};
    size_t used = field.size + (tab != NULL);
    *line = (struct bytes){line->data + used, line->size - used};
    return field;
}

static bool take_word(struct bytes *line, const char *word)
{
    size_t size = strlen(word);
    if (line->size < size || memcmp(line->data, word, size) != 0)
        return false;
    *line = (struct bytes){line->data + size, line->size - size};
    return true;
}

static bool read_number(struct bytes text, uint32_t *out)
{
    uint64_t value = 0;
    if (text.size == 0 || text.size > 10)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
        value = value * 10 + (uint64_t)(text.data[i] - '0');
    }
    *out = (uint32_t)value;
    return value <= UINT32_MAX;
}

/* A copy of what may be a name in C, or a part of something that has one: "ctx.out[0]"; "" for what is none. */
static char *plain_letters(struct bytes name, struct arena *arena)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.[]";
    char *text = arena_copy(arena, name.data, name.size);
    if (name.size > FUNCTION_MAX || strspn(text, letters) < name.size)
        text[0] = '\0';
    return text;
}

/* Without the "@@GLIBC_2.2.5". */
static size_t symbol_size(struct bytes name)
{
    const char *at = name.size > 0 ? memchr(name.data, '@', name.size) : NULL;
    return at ? (size_t)(at - name.data) : name.size;
}

/* "__read", "__GI___libc_read", "__isoc99_scanf" and "read@@GLIBC_2.2.5" are read to people; what is no name is "". */
static const char *plain_name(struct bytes name, struct arena *arena)
{
    char *text = plain_letters((struct bytes){name.data, symbol_size(name)}, arena);
    const char *at = text + strspn(text, "_");
    if (strncmp(at, "GI__", 4) == 0)
        at += 4 + strspn(at + 4, "_");
    static const char *const prefixes[] = {"libc_", "isoc99_", "isoc23_"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (strncmp(at, prefixes[i], strlen(prefixes[i])) == 0)
            at += strlen(prefixes[i]);
    for (size_t end = strlen(text); end > 0 && text[end - 1] == '_'; end--) /* mp_recv_, behind the kit's mp_recv() */
        text[end - 1] = '\0';
    return *at ? at : "";
}

/* The student's file, by its name; NULL for a frame of somebody else. */
static const char *file_of(struct bytes path, const struct source *files, size_t file_count, struct arena *arena)
{
    const char *text = arena_copy(arena, path.data, path.size);
    if (strlen(text) != path.size || path.size == 0)
        return NULL;
    if (file_count == 0)
        return strncmp(text, "/usr/", 5) == 0 || strncmp(text, "../sysdeps/", 11) == 0 ? NULL : text;
    size_t at = diagnostics_file(text, files, file_count);
    return at < file_count ? files[at].name : NULL;
}

/* What the call was given the address of: a variable's name, how far into it, and its size. */
struct variable {
    const char *name; /* "" when nothing is known */
    uint32_t offset, size;
};

/* The rest of a "stack" line: nothing, or NAME TAB OFFSET TAB SIZE. */
static bool read_variable(struct bytes line, struct arena *arena, struct variable *out)
{
    *out = (struct variable){.name = ""};
    if (line.size == 0)
        return true;
    out->name = plain_letters(take_field(&line), arena);
    return read_number(take_field(&line), &out->offset) && read_number(line, &out->size);
}

/* "first"; "forks[2]" in an array of such things; "" when it is not known. */
static const char *variable_text(const struct variable *variable, const char *called, struct arena *arena)
{
    static const struct {
        const char *part;
        uint32_t size;
    } things[] = {{"mutex", sizeof(pthread_mutex_t)},
                  {"sem_", sizeof(sem_t)},
                  {"cond_", sizeof(pthread_cond_t)},
                  {"rwlock", sizeof(pthread_rwlock_t)},
                  {"barrier", sizeof(pthread_barrier_t)}};
    for (size_t i = 0; i < sizeof things / sizeof *things && *variable->name; i++) {
        uint32_t size = things[i].size;
        if (!strstr(called, things[i].part))
            continue;
        if (variable->size == size)
            return variable->name;
        if (variable->size % size == 0 && variable->size > size && variable->offset < variable->size)
            return arena_printf(arena, "%s[%" PRIu32 "]", variable->name, variable->offset / size);
        return arena_printf(arena, "%s", variable->name); /* a part of something bigger */
    }
    return "";
}

/* The rest of a "took" line: LINE TAB FILE, and the variable if it has a name. Without one it tells nothing. */
static bool read_taken(struct bytes line, const struct source *files, size_t file_count, struct arena *arena,
                       struct report_taken *out)
{
    struct variable variable;
    struct bytes number = take_field(&line), path = take_field(&line);
    if (!read_number(number, &out->line) || !read_variable(line, arena, &variable))
        return false;
    out->file = out->line > 0 ? file_of(path, files, file_count, arena) : NULL;
    out->variable = variable_text(&variable, "mutex", arena);
    return true;
}

/* FNV-1a over the lines that a stack stands in. */
static uint64_t add_to_way(uint64_t way, const char *file, uint32_t line)
{
    static const uint64_t offset = 14695981039346656037U, prime = 1099511628211U;
    way = way == 0 ? offset : way;
    for (const char *at = file; *at; at++)
        way = (way ^ (unsigned char)*at) * prime;
    for (int shift = 0; shift < 32; shift += 8)
        way = (way ^ (line >> shift & 0xff)) * prime;
    return way;
}

bool stacks_read(struct bytes said, const struct source *files, size_t file_count, struct arena *arena,
                 struct report *out)
{
    struct report_place *places = arena_alloc(arena, STACKS_MAX, sizeof *places);
    struct report_taken *taken = arena_alloc(arena, TAKEN_MAX, sizeof *taken);
    size_t count = 0, taken_count = 0;
    struct bytes line = {0};
    uint32_t stack = 0, number = 0, stacks = 0;
    bool found = true; /* in this stack */
    const char *inner = "";
    struct variable variable = {0};
    while (take_line(&said, &line)) {
        if (take_word(&line, "end "))
            break;
        if (take_word(&line, "stack ")) {
            if (stacks++ == STACKS_MAX || !read_number(take_field(&line), &stack) ||
                !read_variable(line, arena, &variable))
                return false;
            found = false;
            inner = "";
            continue;
        }
        if (take_word(&line, "took ")) {
            struct report_taken one = {.stack = stack};
            if (stacks == 0 || !read_taken(line, files, file_count, arena, &one))
                return false;
            if (one.file && *one.variable && taken_count < TAKEN_MAX)
                taken[taken_count++] = one;
            continue;
        }
        if (take_word(&line, "given ")) {
            struct report_place *place = count > 0 && places[count - 1].stack == stack ? &places[count - 1] : NULL;
            if (stacks == 0)
                return false;
            if (place && (strcmp(place->called, "pipe") == 0 || strcmp(place->called, "pipe2") == 0)) {
                place->variable = plain_letters(take_field(&line), arena);
                place->owner = plain_letters(line, arena);
            }
            continue;
        }
        struct bytes function = take_field(&line), line_number = take_field(&line), called = take_field(&line);
        if (stacks == 0 || !read_number(line_number, &number))
            return false;
        const char *file = number > 0 ? file_of(line, files, file_count, arena) : NULL;
        const char *name = plain_name(function, arena), *calls = plain_name(called, arena);
        if (file && !found) {
            places[count++] =
                (struct report_place){.stack = stack,
                                      .file = file,
                                      .line = number,
                                      .function = *name ? name : NULL,
                                      .called = *calls ? calls : inner,
                                      .variable = variable_text(&variable, *calls ? calls : inner, arena)};
            found = true;
        }
        if (file)
            places[count - 1].way = add_to_way(places[count - 1].way, file, number);
        inner = name;
    }
    if (said.size > 0 || !read_number(line, &number) || number != stacks)
        return false;
    out->places = places;
    out->place_count = count;
    out->taken = taken;
    out->taken_count = taken_count;
    return true;
}

/* --- asking it ---------------------------------------------------------------------------------------------------- */

static void want(const char **args, size_t *count, struct waits_stack stack, size_t side, struct arena *arena)
{
    if (stack.size == 0 || stack.offset >= side || *count == STACKS_MAX + 4)
        return;
    const char *offset = arena_printf(arena, "%" PRIu32, stack.offset);
    for (size_t i = 4; i < *count; i++)
        if (strcmp(args[i], offset) == 0)
            return;
    args[(*count)++] = offset;
}

static bool is_crash(const struct report_process *process)
{
    return process->ended_by == ENDED_BY_SIGNAL && process->hit_at.size > 0;
}

/* What the ledger of descriptors speaks of, what matters most first. */
static void want_ledger(const char **args, size_t *count, const struct report *report, struct arena *arena)
{
    const struct fds_ledger *ledger = &report->ledger;
    for (size_t i = 0; i < ledger->fault_count; i++) {
        want(args, count, ledger->faults[i].at, report->side.size, arena);
        want(args, count, ledger->faults[i].failed_at, report->side.size, arena);
        int64_t rows[] = {ledger->faults[i].row, ledger->faults[i].before - 1};
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
            if (rows[k] >= 0)
                want(args, count, ledger->rows[rows[k]].closed_at, report->side.size, arena);
    }
    for (size_t i = 0; i < ledger->close_count; i++)
        want(args, count, ledger->closes[i].at, report->side.size, arena);
    for (size_t i = 0; i < ledger->object_count; i++)
        want(args, count, ledger->objects[i].made_at, report->side.size, arena);
    for (size_t i = 0; i < ledger->fork_count; i++)
        want(args, count, ledger->forks[i].stack, report->side.size, arena);
    for (int of = 0; of < 3; of++)
        for (size_t i = 0; i < ledger->row_count; i++) {
            const struct fds_row *row = &ledger->rows[i];
            const struct waits_stack stacks[] = {row->made_at, row->asked_at, row->closed_at};
            bool is_leak = row->from == FDS_FROM_OPEN && row->closed == FDS_OPEN;
            if (row->end != FDS_NO_END || is_leak)
                want(args, count, stacks[of], report->side.size, arena);
        }
}

bool stacks_find(struct box *box, struct bytes program, const char *path, const struct source *files, size_t file_count,
                 bool is_wanted, struct arena *arena, struct report *report, struct err *e)
{
    const struct waits_deadlock *deadlock = &report->deadlock;
    const char **args = arena_alloc(arena, STACKS_MAX + 5, sizeof *args);
    struct report said;
    bool told = false;
    size_t n = 0;
    bool is_said =
        deadlock->proved || deadlock->other_count > 0 || report->ledger.close_count > 0 || hygiene_any(report, arena);
    for (size_t i = 0; i < report->process_count; i++)
        is_said |= is_crash(&report->processes[i]);
    if (!is_said && !is_wanted)
        return true; /* no lines are needed to say that all is well */
    args[n++] = INSPECT_READER;
    args[n++] = "/box/program";
    args[n++] = path;
    args[n++] = "/box/side";
    for (size_t i = 0; i < report->process_count; i++)
        if (is_crash(&report->processes[i]))
            want(args, &n, report->processes[i].hit_at, report->side.size, arena);
    for (size_t i = 0; i < report->process_count; i++)
        want(args, &n, report->processes[i].no_exec.at, report->side.size, arena);
    for (size_t i = 0; i < deadlock->wait_count; i++)
        want(args, &n, deadlock->waits[i].stack, report->side.size, arena);
    for (size_t i = 0; i < deadlock->other_count; i++)
        want(args, &n, deadlock->others[i].stack, report->side.size, arena);
    for (size_t i = 0; i < deadlock->fork_count && deadlock->proved; i++)
        want(args, &n, deadlock->forks[i].stack, report->side.size, arena);
    for (size_t i = 0; i < deadlock->pipe_count && deadlock->proved; i++)
        want(args, &n, deadlock->pipes[i].stack, report->side.size, arena);
    want_ledger(args, &n, report, arena);
    for (size_t i = 0; i < report->timeline.step_count; i++) {
        const struct timeline_step *step = &report->timeline.steps[i];
        want(args, &n, (struct waits_stack){step->stack_offset, step->stack_size}, report->side.size, arena);
    }
    if (n == 4)
        return true;
    const struct box_file placed[] = {
        {.place = PLACE_BOX, .name = "program", .mode = 0444, .data = program},
        {.place = PLACE_BOX, .name = "side", .mode = 0444, .data = report->side},
    };
    const struct inspection job = {
        .reader = "stacks", .args = args, .files = placed, .file_count = 2, .limits = limits};
    if (!inspect_run(box, &job, arena, &said, e) || !inspect_told(&said, "the reader of stacks", &told, e))
        return false;
    if (told)
        (void)stacks_read(said.out.data, files, file_count, arena, report); /* what makes no sense tells no lines */
    return true;
}
