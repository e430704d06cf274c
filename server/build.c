/* build.c -- sources to a program: the compiler is a run like any other, under policy `compile`. */
#include "server/build.h"

#include "sandbox/base/fd.h"
#include "server/diagnostics.h"
#include "server/inspect.h"
#include "server/paths.h"
#include "server/race_parts.h"
#include "server/sources.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Theory of operation. One gcc compiles and links everything, in an empty folder that holds the submission and nothing
 * else. gcc, its file names and its options are ours: no shell, no name that begins like an option, no environment of
 * the submission. What gcc says is text of a program we do not trust (diagnostics.c); that it succeeded is its exit
 * status.
 *
 * A failure that nothing in that text explains may be ours: a missing part of the toolchain, walls that are too tight.
 * Then the smallest program of all is compiled the same way. If that fails too, we are at fault, and nobody gets a
 * zero. */

/* Where the kit is while a program is compiled, in /box: so its lines are called by this path. */
#define KIT_FOLDER "kit"
#define KIT_PATH "/box/" KIT_FOLDER "/mp.h"

enum {
    PROGRAM_BYTES_MAX = 64 * 1024 * 1024,
    KIT_BYTES_MAX = 1024 * 1024,
    PART_BYTES_MAX = 16 * 1024 * 1024,
    ARGS_MAX = 240,
    USES_MAX = 4096,
};

static const struct limits compile_limits = {
    .cpu_ms = 10000,
    .wall_ms = 20000,
    .memory_kib = 512 * 1024,
    .processes = 16,
    .output_kib = 256,
    .file_kib = 64 * 1024,
};
static const struct limits inspect_limits = {
    .cpu_ms = 5000,
    .wall_ms = 20000,
    .memory_kib = 256 * 1024,
    .processes = 4,
    .output_kib = 5 * 1024,
    .file_kib = 1024,
};

/* --- our own programs inside the walls ---------------------------------------------------------------------------- */

/* Runs a reader on one file. */
static bool inspect(struct box *box, const char *reader, struct bytes file, struct arena *arena, struct report *out,
                    struct err *e)
{
    const struct box_file placed = {.place = PLACE_BOX, .name = "file", .mode = 0444, .data = file};
    const char *const args[] = {INSPECT_READER, "/box/file", NULL};
    const struct inspection job = {
        .reader = reader, .args = args, .files = &placed, .file_count = 1, .limits = inspect_limits};
    return inspect_run(box, &job, arena, out, e);
}

/* Digits up to a terminator; at most max. */
static bool take_number(struct bytes *in, char end, size_t max, size_t *out)
{
    size_t i = 0, value = 0;
    while (i < in->size && i < 10 && in->data[i] >= '0' && in->data[i] <= '9')
        value = value * 10 + (size_t)(in->data[i++] - '0');
    if (i == 0 || i == in->size || in->data[i] != end || value > max)
        return false;
    *in = (struct bytes){in->data + i + 1, in->size - i - 1};
    *out = value;
    return true;
}

static bool take_word(struct bytes *in, const char *word)
{
    size_t size = strlen(word);
    if (in->size < size || memcmp(in->data, word, size) != 0)
        return false;
    *in = (struct bytes){in->data + size, in->size - size};
    return true;
}

/* Up to (without) end, which must be there. */
static bool take_until(struct bytes *in, char end, struct arena *arena, const char **out)
{
    const char *at = in->size > 0 ? memchr(in->data, end, in->size) : NULL;
    if (!at)
        return false;
    size_t size = (size_t)(at - in->data);
    if (memchr(in->data, '\0', size))
        return false;
    *out = arena_copy(arena, in->data, size);
    *in = (struct bytes){at + 1, in->size - size - 1};
    return true;
}

/* The sentence of a reader that ate a hostile file, as one harmless line. */
static const char *take_sentence(struct bytes in, struct arena *arena)
{
    AUTO_BUF struct buf text = {0};
    buf_add_printable(&text, in.data, in.size < 400 ? in.size : 400);
    return arena_copy(arena, text.data, strcspn(text.data, "\n"));
}

bool build_unpack_read(struct bytes in, struct arena *arena, struct source **out, size_t *count, struct err *e)
{
    struct source *files = arena_alloc(arena, SUBMISSION_FILES_MAX, sizeof *files);
    size_t n = 0, end;
    while (take_word(&in, "file ")) {
        struct source *file = &files[n];
        if (n == SUBMISSION_FILES_MAX)
            return err_set(e, ERR_LIMIT, "the archive holds more than %d .c and .h files", SUBMISSION_FILES_MAX);
        if (!take_number(&in, ' ', SUBMISSION_BYTES_MAX, &file->data.size) ||
            !take_until(&in, '\n', arena, &file->name) || in.size < file->data.size || !spec_name_ok(file->name))
            return err_set(e, ERR_SYSTEM, "the unpacker's output makes no sense at file %zu", n + 1);
        file->data.data = arena_copy(arena, in.data, file->data.size);
        in = (struct bytes){in.data + file->data.size, in.size - file->data.size};
        n++;
    }
    if (take_word(&in, "input "))
        return err_set(e, ERR_INPUT, "%s", take_sentence(in, arena));
    if (take_word(&in, "limit "))
        return err_set(e, ERR_LIMIT, "%s", take_sentence(in, arena));
    if (!take_word(&in, "end ") || !take_number(&in, '\n', SUBMISSION_FILES_MAX, &end) || end != n || in.size != 0)
        return err_set(e, ERR_SYSTEM, "the unpacker's output makes no sense after %zu files", n);
    *out = files;
    *count = n;
    return true;
}

/* project/main.c, project/list.h: main.c, list.h. */
static void take_top_folder_off(struct source *files, size_t count)
{
    size_t top = count > 0 ? strcspn(files[0].name, "/") : 0;
    for (size_t i = 0; i < count; i++)
        if (files[i].name[top] != '/' || strncmp(files[i].name, files[0].name, top) != 0 ||
            strcspn(files[i].name, "/") != top)
            return;
    for (size_t i = 0; i < count; i++)
        files[i].name += top + 1;
}

bool build_unpack(struct box *box, struct bytes archive, struct arena *arena, struct source **out, size_t *count,
                  struct err *e)
{
    struct report report;
    struct source *files;
    size_t n;
    if (!inspect(box, "unpack", archive, arena, &report, e))
        return false;
    if (report.outcome == OUTCOME_CPU_LIMIT || report.outcome == OUTCOME_MEMORY_LIMIT ||
        report.outcome == OUTCOME_OUTPUT_LIMIT)
        return err_set(e, ERR_LIMIT,
                       "the archive takes too much time or memory to unpack; pack only the .c and .h files");
    if (inspect_was_killed(&report))
        return err_set(e, ERR_SYSTEM, "the unpacker was killed from outside");
    if (report.outcome == OUTCOME_SIGNALED)
        return err_set(e, ERR_INPUT, "the archive is so damaged that it cannot be read; pack it again");
    if (report.outcome != OUTCOME_EXITED || report.exit_code != 0)
        return err_set(e, ERR_SYSTEM, "unpacker: %s, exit status %d: %s", outcome_name(report.outcome),
                       report.exit_code, take_sentence(report.err.data, arena));
    if (!build_unpack_read(report.out.data, arena, &files, &n, e))
        return false;
    take_top_folder_off(files, n);
    *out = files;
    *count = n;
    return true;
}

/* --- symbols ------------------------------------------------------------------------------------------------------ */

static int use_order(const void *left, const void *right)
{
    const struct symbol_use *a = left, *b = right;
    int order = strcmp(a->where.file ? a->where.file : "\xff", b->where.file ? b->where.file : "\xff");
    if (order == 0)
        order = a->where.line < b->where.line ? -1 : a->where.line > b->where.line;
    return order != 0 ? order : strcmp(a->symbol, b->symbol);
}

/* What bothends-symbols said; only lines of the submission and of the kit stay, for a header of the system is not the
 * student's doing. Uses without any line stay: a symbol is there, and nobody knows from where. So do all where a file
 * says of its lines that they are another file's. */
bool build_symbols_read(struct bytes in, const struct source *files, size_t file_count, struct arena *arena,
                        struct build_evidence *out, struct err *e)
{
    struct symbol_use *uses = arena_alloc(arena, USES_MAX, sizeof *uses);
    size_t n = 0, lines = 0, line, end, changing;
    bool renamed = false;
    for (size_t i = 0; i < file_count; i++)
        renamed |= source_renames_lines(files[i].data);
    while (!take_word(&in, "end ")) {
        const char *symbol, *function, *file;
        if (lines++ == USES_MAX || !take_until(&in, '\t', arena, &symbol) ||
            !take_number(&in, '\t', 100000000, &line) || !take_until(&in, '\t', arena, &function) ||
            !take_until(&in, '\n', arena, &file))
            return err_set(e, ERR_SYSTEM, "the symbol reader's output makes no sense at line %zu", lines);
        size_t found = diagnostics_file(file, files, file_count);
        bool known = line > 0 && found < file_count;
        bool by_kit = line > 0 && strcmp(file, KIT_PATH) == 0 && !renamed;
        if (line > 0 && !known && !by_kit && !renamed)
            continue;
        uses[n++] = (struct symbol_use){
            .symbol = symbol,
            .where = {.file = known ? files[found].name : NULL,
                      .line = known ? (uint32_t)line : 0,
                      .function = function[0] ? function : NULL},
            .by_kit = by_kit,
        };
    }
    if (!take_number(&in, ' ', USES_MAX, &end) || end != lines || !take_number(&in, '\n', USES_MAX, &changing) ||
        in.size != 0)
        return err_set(e, ERR_SYSTEM, "the symbol reader's output ends too early");
    qsort(uses, n, sizeof *uses, use_order);
    out->symbols_known = true;
    out->uses = uses;
    out->use_count = n;
    out->variable_count = changing;
    return true;
}

static bool read_symbols(struct box *box, struct bytes program, const struct source *files, size_t count,
                         struct arena *arena, struct build_evidence *evidence, struct err *e)
{
    struct report report;
    if (!inspect(box, "symbols", program, arena, &report, e))
        return false;
    if (report.outcome == OUTCOME_CPU_LIMIT || report.outcome == OUTCOME_MEMORY_LIMIT)
        return err_set(e, ERR_LIMIT,
                       "the program refers to more functions than can be looked at; make its tables smaller");
    if (report.outcome != OUTCOME_EXITED || report.exit_code != 0)
        return err_set(e, ERR_SYSTEM, "symbol reader: %s, exit status %d: %s", outcome_name(report.outcome),
                       report.exit_code, take_sentence(report.err.data, arena));
    return build_symbols_read(report.out.data, files, count, arena, evidence, e);
}

/* --- the compiler ------------------------------------------------------------------------------------------------- */

struct build {
    struct box *box;
    const struct rubric *rubric;
    const struct source *files;
    size_t count;
    bool want_symbols;
    bool quiet; /* no warnings: they alone were more than the compiler may say */
    bool plain; /* text, not JSON: there are more errors than the compiler is asked to say */
    bool usual; /* linked as gcc links by itself: the short way did not succeed, and gcc's own words are wanted */
    bool race;  /* with the race runtime, at -O0: above it the lost updates themselves are optimised away */
    struct bytes kit, guest;
    struct race_own own;
    bool (*on_event)(void *, const struct event *);
    void *context;
};

static const char *const always[] = {
    "-g",
    "-fno-omit-frame-pointer",
    "-fmax-errors=20",
    "-fno-diagnostics-show-caret",
    "-fno-use-linker-plugin",        /* it is for -flto, and costs a millisecond */
    "-fno-canonical-system-headers", /* a thousand calls of readlink() for names that are short already */
    "-fno-var-tracking",             /* where a debugger finds each variable: nobody asks, and it takes two */
    "-ffile-prefix-map=./=",         /* __FILE__ and the line table say main.c, as the student does */
    "-iquote",
    ".", /* #include "list.h" from src/main.c */
};

/* What gcc links by itself, without libgcc_s and ld.so, which a program of one student has no use for: ld reads the
 * symbols of all libc anew for each library that it puts back, three milliseconds in all. */
static const char *const link_short[] = {"-nodefaultlibs", "-l:libc.so.6", "-l:libc_nonshared.a", "-lgcc"};

/* gcc's own words for itself (gcc -dumpspecs): the linker is ld, not collect2, which starts ld in its turn and looks
 * for constructors and for -flto where C programs have none. */
#define LINK_SPECS "link-specs"
static const char link_specs[] = "*linker:\nld\n\n";

static const char *const always_race[] = {
    "-w",
    "-O0",
    "-fno-builtin", /* memcpy of a known size stays a call, which is seen */
    "-fsanitize=thread",
    "-nodefaultlibs", /* nor libtsan, which knows one process only */
};

/* Flags that change what a program means stay; warnings were given, and the level is ours. */
static bool is_for_race(const char *flag)
{
    return strncmp(flag, "-O", 2) != 0 && strncmp(flag, "-W", 2) != 0 && strcmp(flag, "-pedantic") != 0;
}

/* A name that no file of the submission has, nor any folder. */
static const char *program_name(const struct build *b, struct arena *arena)
{
    const char *name = "program";
    for (size_t i = 0; i < b->count; i++)
        if (strncmp(b->files[i].name, name, strlen(name)) == 0) {
            name = arena_printf(arena, "%s_", name);
            i = (size_t)-1; /* look at all of them again */
        }
    return name;
}

static const char *const *compiler_args(const struct build *b, const char *program, struct arena *arena)
{
    const struct rubric *rubric = b->rubric;
    const char **args = arena_alloc(arena, ARGS_MAX, sizeof *args);
    size_t n = 0;
    CHECK(b->count + rubric->flag_count + rubric->library_count + 48 <= ARGS_MAX);
    args[n++] = "/usr/bin/gcc";
    args[n++] = arena_printf(arena, "-std=%s", rubric->standard);
    args[n++] = "-Wno-infinite-recursion"; /* gcc 12 accuses what ends by exit(), as the stages of a sieve do */
    for (size_t i = 0; i < rubric->flag_count; i++)
        if (!b->race || is_for_race(rubric->flags[i]))
            args[n++] = rubric->flags[i];
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        args[n++] = always[i];
    for (size_t i = 0; b->race && i < sizeof always_race / sizeof *always_race; i++)
        args[n++] = always_race[i];
    args[n++] = b->plain ? "-fdiagnostics-format=text" : "-fdiagnostics-format=json";
    if (b->quiet)
        args[n++] = "-w";
    if (rubric->kit) {
        args[n++] = "-idirafter"; /* after the system's: no header of those is looked for here first */
        args[n++] = "/box/" KIT_FOLDER;
    }
    if (b->want_symbols)
        args[n++] = "-Wl,--emit-relocs";
    args[n++] = "-o";
    args[n++] = program;
    args[n++] = "-x";
    args[n++] = "c";
    for (size_t i = 0; i < b->count; i++)
        if (build_name_ends(b->files[i].name, ".c"))
            args[n++] = arena_printf(arena, "./%s", b->files[i].name);
    if (b->own.source.size > 0)
        args[n++] = "/box/race/own.c";
    static const char *const race_end[] = {"-x", "none", "/box/race/guest.o", "@/box/race/wraps"};
    static const char *const race_libraries[] = {"-lpthread", "-lrt", "-lc", "-lgcc"};
    for (size_t i = 0; b->race && i < sizeof race_end / sizeof *race_end; i++)
        args[n++] = race_end[i];
    for (size_t i = 0; i < rubric->library_count; i++)
        args[n++] = arena_printf(arena, "-l%s", rubric->libraries[i]);
    for (size_t i = 0; b->race && i < sizeof race_libraries / sizeof *race_libraries; i++)
        args[n++] = race_libraries[i];
    for (size_t i = 0; !b->race && !b->usual && i < sizeof link_short / sizeof *link_short; i++)
        args[n++] = link_short[i];
    if (!b->usual) {
        args[n++] = "-specs";
        args[n++] = "/box/" LINK_SPECS;
    }
    return args;
}

static bool run_compiler(const struct build *b, struct arena *arena, struct report *out, struct err *e)
{
    const char *program = program_name(b, arena);
    struct box_file *files = arena_alloc(arena, b->count + 6, sizeof *files);
    size_t n = 0;
    files[n++] = (struct box_file){.place = PLACE_OUT, .name = program, .bytes_max = PROGRAM_BYTES_MAX};
    files[n++] = (struct box_file){
        .place = PLACE_BOX, .name = LINK_SPECS, .mode = 0444, .data = {link_specs, sizeof link_specs - 1}};
    if (b->rubric->kit)
        files[n++] = (struct box_file){.place = PLACE_BOX, .name = KIT_FOLDER "/mp.h", .mode = 0444, .data = b->kit};
    if (b->race) {
        files[n++] = (struct box_file){.place = PLACE_BOX, .name = "race/guest.o", .mode = 0444, .data = b->guest};
        files[n++] = (struct box_file){.place = PLACE_BOX, .name = "race/wraps", .mode = 0444, .data = b->own.wraps};
        files[n++] = (struct box_file){.place = PLACE_BOX, .name = "race/own.c", .mode = 0444, .data = b->own.source};
    }
    for (size_t i = 0; i < b->count; i++)
        files[n++] =
            (struct box_file){.place = PLACE_WORK, .name = b->files[i].name, .mode = 0444, .data = b->files[i].data};
    const struct box_job job = {
        .policy = POLICY_COMPILE,
        .limits = compile_limits,
        .args = compiler_args(b, program, arena),
        .files = files,
        .file_count = n,
        .on_event = b->on_event,
        .context = b->context,
    };
    if (!box_run(b->box, &job, arena, out, e))
        return false;
    if (out->outcome == OUTCOME_FORBIDDEN_CALL)
        return err_set(e, ERR_SYSTEM, "the compiler may not call %s", out->forbidden_call ? out->forbidden_call : "?");
    if (out->outcome == OUTCOME_WALL_LIMIT && out->cpu_ns / 1000000 < compile_limits.cpu_ms / 2)
        return err_set(e, ERR_SYSTEM, "the compiler waited %u s and worked %llu ms: this machine is too busy",
                       compile_limits.wall_ms / 1000, (unsigned long long)out->cpu_ns / 1000000);
    return true;
}

/* What the walls say of a compiler that did not come to its end; gcc itself can only say that it was killed. */
static void add_limit(const struct report *report, struct arena *arena, struct findings *findings)
{
    static const char *const what[OUTCOME_COUNT] = {
        [OUTCOME_CPU_LIMIT] = "takes more than 10 s of CPU time",
        [OUTCOME_WALL_LIMIT] = "takes more than 20 s",
        [OUTCOME_MEMORY_LIMIT] = "needs more than 512 MiB of memory",
        [OUTCOME_PROCESS_LIMIT] = "starts more than 16 processes",
        [OUTCOME_OUTPUT_LIMIT] = "has more than 256 KiB to say",
    };
    struct finding *f = NULL;
    for (size_t i = 0; i < findings->count && !f; i++)
        if (strncmp(findings->items[i].message, "the compiler ", 13) == 0)
            f = &findings->items[i]; /* gcc's own last words, which know less */
    if (f && !what[report->outcome])
        return;
    if (!f)
        f = findings_add(findings, arena);
    *f = (struct finding){
        .code = FINDING_COMPILE_ERROR,
        .severity = SEVERITY_ERROR,
        .hint = "Look for very large arrays with initial values, macros that expand to very much text, and files that "
                "include "
                "themselves.",
    };
    if (what[report->outcome])
        f->message =
            arena_printf(arena, "the compiler ran out of its limits: it %s for this program", what[report->outcome]);
    else if (report->outcome == OUTCOME_EXITED && report->exit_code == 0)
        f->message = "the compiled program is larger than 64 MiB";
    else
        f->message = "the compiler broke off on this program without saying why";
}

static bool has_error(const struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++)
        if (findings->items[i].severity == SEVERITY_ERROR)
            return true;
    return false;
}

/* Nothing explains why it failed: can the compiler compile at all? */
static bool compiler_works(const struct build *b, struct arena *arena, struct err *e)
{
    static const struct source smallest = {"main.c", {"int main(void) { return 0; }\n", 29}};
    struct build probe = *b;
    struct report report;
    probe.files = &smallest;
    probe.count = 1;
    if (!run_compiler(&probe, arena, &report, e))
        return false;
    if (report.outcome == OUTCOME_EXITED && report.exit_code == 0)
        return true;
    return err_set(e, ERR_SYSTEM, "the compiler does not work here: %s, exit status %d: %s",
                   outcome_name(report.outcome), report.exit_code, take_sentence(report.err.data, arena));
}

/* Only what is not to be linked either way, or asks for a library that programs here do not, costs a second gcc. */
static bool compile_and_link(struct build *b, struct arena *arena, struct report *out, struct err *e)
{
    static const char said[] = "ld: "; /* a student's source may say it, too: it costs only time */
    if (!run_compiler(b, arena, out, e))
        return false;
    b->usual = out->outcome == OUTCOME_EXITED && out->exit_code != 0 &&
               memmem(out->err.data.data, out->err.data.size, said, sizeof said - 1) != NULL;
    return !b->usual || run_compiler(b, arena, out, e);
}

static bool stopped(const struct build *b)
{
    return b->on_event && !b->on_event(b->context, NULL);
}

bool build_kit(struct arena *arena, struct bytes *out, struct err *e)
{
    const char *path;
    if (paths_rubrics("kit/mp.h", arena, &path, e) && fd_read_file(path, KIT_BYTES_MAX, arena, out, e))
        return true;
    e->code = ERR_SYSTEM;
    return false;
}

static bool same_but_for_returns(struct bytes a, struct bytes b)
{
    size_t i = 0, k = 0;
    for (;; i++, k++) {
        while (i < a.size && a.data[i] == '\r')
            i++;
        while (k < b.size && b.data[k] == '\r')
            k++;
        if (i == a.size || k == b.size || a.data[i] != b.data[k])
            return i == a.size && k == b.size;
    }
}

bool build_own_kit(const struct rubric *rubric, const struct source **files, size_t count, struct arena *arena,
                   struct err *e)
{
    static const char ours[] = "#include <mp.h>\n";
    struct source *list = arena_alloc(arena, count + 1, sizeof *list);
    struct bytes kit = {0};
    for (size_t i = 0; i < count; i++) {
        const char *slash = strrchr((*files)[i].name, '/');
        list[i] = (*files)[i];
        if (!rubric->kit || strcmp(slash ? slash + 1 : list[i].name, "mp.h") != 0)
            continue;
        if (kit.size == 0 && !build_kit(arena, &kit, e))
            return false;
        if (same_but_for_returns(list[i].data, kit))
            list[i].data = (struct bytes){ours, sizeof ours - 1};
    }
    *files = list;
    return true;
}

static bool read_kit(struct build *b, struct arena *arena, struct err *e)
{
    return !b->rubric->kit || build_kit(arena, &b->kit, e);
}

bool build_program(struct box *box, const struct rubric *rubric, const struct source *files, size_t count,
                   bool want_symbols, bool (*on_event)(void *, const struct event *), void *context,
                   struct arena *arena, struct build_evidence *evidence, struct bytes *program, struct err *e)
{
    struct build b = {.box = box,
                      .rubric = rubric,
                      .files = files,
                      .count = count,
                      .want_symbols = want_symbols,
                      .on_event = on_event,
                      .context = context};
    struct build_evidence found = {0};
    struct findings findings = {0};
    struct report report;
    if (!read_kit(&b, arena, e) || !compile_and_link(&b, arena, &report, e))
        return false;
    if (inspect_was_killed(&report))
        return err_set(e, ERR_SYSTEM, "the compiler was killed from outside");
    b.plain = !diagnostics_read(report.err.data, files, count, &compile_limits, arena, &findings);
    b.quiet = report.outcome == OUTCOME_OUTPUT_LIMIT && !has_error(&findings);
    if (b.plain || b.quiet) { /* rare, and worth a second gcc: it is asked for what it could not say */
        if (!run_compiler(&b, arena, &report, e))
            return false;
        (void)diagnostics_read(report.err.data, files, count, &compile_limits, arena, &findings); /* its last word */
    }
    if (stopped(&b))
        return err_set(e, ERR_ABSENT, "stopped while compiling");
    bool ended = report.outcome == OUTCOME_EXITED;
    found.compiled = ended && report.exit_code == 0 && report.files[0].fate == FILE_COPIED;
    if (!found.compiled && ended && report.exit_code == 0 && report.files[0].fate != FILE_TOO_BIG)
        return err_set(e, ERR_SYSTEM, "gcc succeeded, and its program is not there");
    if (!found.compiled && (!ended || report.exit_code == 0))
        add_limit(&report, arena, &findings);
    if (!found.compiled && !has_error(&findings)) {
        if (!compiler_works(&b, arena, e))
            return false;
        add_limit(&(struct report){.outcome = OUTCOME_SIGNALED}, arena, &findings);
    }
    struct err fault = {0};
    if (found.compiled && want_symbols &&
        !read_symbols(box, report.files[0].data, files, count, arena, &found, &fault)) {
        if (fault.code != ERR_LIMIT)
            return err_set(e, fault.code, "%s", fault.text);
        found.compiled = false; /* a program that hides what it calls in a heap of other calls gains nothing by it */
        *findings_add(&findings, arena) = (struct finding){.code = FINDING_COMPILE_ERROR,
                                                           .severity = SEVERITY_ERROR,
                                                           .message = arena_string(arena, fault.text),
                                                           .hint = ""};
    }
    found.findings = findings.items;
    found.finding_count = findings.count;
    *evidence = found;
    if (found.compiled)
        *program = report.files[0].data;
    return true;
}

static bool read_part(const char *name, struct arena *arena, struct bytes *out, struct err *e)
{
    const char *path;
    if (paths_part(name, arena, &path, e) && fd_read_file(path, PART_BYTES_MAX, arena, out, e))
        return true;
    e->code = ERR_SYSTEM;
    return false;
}

/* It was compiled a moment ago, so what goes wrong now is rare: `inline` functions that only exist when inlined, names
 * that the runtime takes. */
bool build_race(struct box *box, const struct rubric *rubric, const struct source *files, size_t count,
                bool (*on_event)(void *, const struct event *), void *context, struct arena *arena,
                struct bytes *program, const char **why, struct err *e)
{
    struct build b = {.box = box,
                      .rubric = rubric,
                      .files = files,
                      .count = count,
                      .race = true,
                      .plain = true,
                      .on_event = on_event,
                      .context = context};
    struct report report;
    *program = (struct bytes){0};
    struct bytes wraps;
    if (!read_kit(&b, arena, e) || !read_part("bothends-guest.o", arena, &b.guest, e) ||
        !read_part("bothends-guest.wraps", arena, &wraps, e))
        return false;
    b.own = race_own(wraps, files, count, arena);
    if (!run_compiler(&b, arena, &report, e))
        return false;
    if (inspect_was_killed(&report))
        return err_set(e, ERR_SYSTEM, "the compiler was killed from outside");
    if (stopped(&b))
        return err_set(e, ERR_ABSENT, "stopped while compiling");
    if (report.outcome == OUTCOME_EXITED && report.exit_code == 0 && report.files[0].fate == FILE_COPIED) {
        *program = report.files[0].data;
        return true;
    }
    *why = arena_printf(arena, "it could not be built for schedules: %s", take_sentence(report.err.data, arena));
    return compiler_works(&b, arena, e);
}

/* --- its policy --------------------------------------------------------------------------------------------------- */

enum spec_policy build_policy(struct bytes program)
{
    static const char *const marks[] = {"__asan_init", "__lsan_do_leak_check"};
    for (size_t i = 0; program.size > 0 && i < sizeof marks / sizeof *marks; i++)
        if (memmem(program.data, program.size, marks[i], strlen(marks[i])))
            return POLICY_SANITIZE;
    return POLICY_STUDENT;
}
