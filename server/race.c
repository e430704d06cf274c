/* race.c -- the schedules of a program: asked for and run behind the walls; what can be believed of the answer. */
#include "server/race.h"

#include "rubrics/functions.h"
#include "server/build.h"
#include "server/race_parts.h"
#include "server/sources.h"

#include <inttypes.h>
#include <string.h>

/* Theory of operation. The program was built a second time with the race runtime (build_race). One run of it behind the
 * walls tries all schedules: the request lies in /box, the result comes out of /work. The runtime lives in the same
 * memory as the program, so its result is a stranger's word: race_result_parse checks that it can be read, result_why
 * that it adds up, and what it then says may cost points. That nothing was found earns some only if the runtime tells
 * also what it could not see; and without any result nothing is earned. A program may write a result itself. It must
 * then keep the runtime from writing its own: by a death of the first process, which the kernel tells; or by code that
 * runs in it before main, or that knows the names of request and result, which is looked for (meddling). That makes it
 * hard, not impossible: a student who goes so far knows what a race is.
 *
 * A run without a result may be our fault. Then the smallest program of all is tried the same way, as for the compiler:
 * if that has no result either, we are at fault, and nobody gets a zero. */

enum {
    RUN_MS = 30000, /* CPU time of all schedules together, after which the runtime stops and tells what it has: ordinary
                     * exercises take half a second */
    CPU_MS = 45000, /* a schedule may take 10000 more */
    WALL_MS = 120000,
    EXTRA_KIB = 512 * 1024, /* access histories: 16 bytes for each byte that is shared */
    FILE_KIB_MIN = RACE_RESULT_BYTES_MAX / 1024,
    EXTRA_PROCESSES = 8,
};

/* Any of these functions (NULL at the end), by what the compiler made of the source. */
static bool uses_any(const struct build_evidence *build, const char *const *names)
{
    for (size_t i = 0; i < build->use_count; i++)
        for (size_t k = 0; names[k]; k++)
            if (function_is(build->uses[i].symbol, names[k], true))
                return true;
    return false;
}

/* Whether a program that forks may take what each process has for itself for something shared, or shares files. Of
 * memory the compiler may know that nobody needs it; then it is in the source alone. */
static bool may_share(const struct build_evidence *build, const struct source *files, size_t count)
{
    static const char *const opens[] = {"open", "openat", "creat", "fopen", "freopen", "mkstemp", "tmpfile", NULL};
    static const char *const gets[] = {"malloc", "calloc", "realloc", "aligned_alloc", "posix_memalign", NULL};
    bool may = build->variable_count > 0 || uses_any(build, opens);
    for (size_t i = 0, which; i < count && !may; i++)
        may = race_next_word(files[i].data, 0, gets, &which) < files[i].data.size;
    return may;
}

uint32_t race_schedules(const struct build_evidence *build, const struct source *files, size_t count)
{
    static const char *const shares[] = {"mmap",     "shm_open", "shmat",  "pthread_create", "thrd_create", "semget",
                                         "sem_init", "sem_open", "msgget", "mq_open",        NULL};
    static const char *const forks[] = {"fork", "_Fork", "vfork", "clone", NULL};
    if (uses_any(build, shares))
        return RACE_SCHEDULES_DEFAULT;
    return uses_any(build, forks) && may_share(build, files, count) ? RACE_SCHEDULES_LEAST : 0;
}

/* --- what nobody can see ------------------------------------------------------------------------------------------ */

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

size_t race_next_word(struct bytes text, size_t from, const char *const *words, size_t *which)
{
    for (size_t i = from; i < text.size; i++) {
        size_t behind = source_skip(text, i);
        if (behind > i) {
            i = behind - 1;
        } else if (is_word(text.data[i])) {
            size_t begin = i;
            while (i + 1 < text.size && is_word(text.data[i + 1]))
                i++;
            size_t size = i + 1 - begin;
            for (*which = 0; words[*which]; ++*which)
                if (strlen(words[*which]) == size && memcmp(text.data + begin, words[*which], size) == 0)
                    return begin;
        }
    }
    return text.size;
}

/* The line of the first of some words in a source; 0: there is none. */
static uint32_t line_with(struct bytes text, const char *const *words)
{
    size_t which, at = race_next_word(text, 0, words, &which);
    return at < text.size ? bytes_line(text, at) : 0;
}

/* What takes code out of the compiler's, and so out of our, sight. */
static const struct {
    const char *words[8], *what, *reason;
} unseen[] = {
    {{"asm", "__asm", "__asm__", NULL}, "assembly in it", "assembly"},
    {{"no_sanitize", "__no_sanitize__", "no_sanitize_thread", "__no_sanitize_thread__", "no_sanitize_address",
      "disable_sanitizer_instrumentation", "__disable_sanitizer_instrumentation__", NULL},
     "functions that are not to be watched",
     "not-watched"},
};

enum { UNSEEN = sizeof unseen / sizeof *unseen };

/* Functions that only let time pass, when so many of their first arguments are nothing. */
static const char *const sleepers[] = {"sleep", "usleep", "nanosleep", "clock_nanosleep", "thrd_sleep",
                                       "poll",  "ppoll",  "select",    "pselect",         NULL};
static const unsigned char nothings[] = {0, 0, 0, 0, 0, 2, 2, 4, 4};
_Static_assert(sizeof nothings + 1 == sizeof sleepers / sizeof *sleepers, "one for each");

static size_t past_blanks(struct bytes text, size_t at)
{
    while (at < text.size && (text.data[at] == ' ' || text.data[at] == '\t' || text.data[at] == '\n'))
        at++;
    return at;
}

/* Behind a 0 or a NULL and what blanks follow it. */
static size_t past_nothing(struct bytes text, size_t at)
{
    if (at < text.size && text.data[at] == '0')
        at++;
    else if (at + 4 <= text.size && memcmp(text.data + at, "NULL", 4) == 0)
        at += 4;
    return past_blanks(text, at);
}

/* The sleeper that ends here: is it called, and only for time to pass? */
static bool lets_time_pass(struct bytes text, size_t end, size_t which)
{
    end = past_blanks(text, end);
    if (end >= text.size || text.data[end++] != '(')
        return false;
    for (unsigned i = 0; i < nothings[which]; i++) {
        end = past_nothing(text, past_blanks(text, end));
        if (end >= text.size || text.data[end++] != ',')
            return false;
    }
    return true;
}

static void find_sleeps(const struct race_job *job, struct arena *arena, struct race_evidence *out)
{
    enum { SLEEPS_MAX = 8 };
    struct place *sleeps = arena_alloc(arena, SLEEPS_MAX, sizeof *sleeps);
    for (size_t i = 0; i < job->file_count; i++) {
        struct bytes text = job->files[i].data;
        size_t which = 0;
        for (size_t at = 0; (at = race_next_word(text, at, sleepers, &which)) < text.size;
             at += strlen(sleepers[which]))
            if (out->sleep_count < SLEEPS_MAX && lets_time_pass(text, at + strlen(sleepers[which]), which))
                sleeps[out->sleep_count++] = (struct place){.file = job->files[i].name, .line = bytes_line(text, at)};
    }
    out->sleeps = sleeps;
}

static bool uses_relaxed(const struct race_job *job)
{
    static const char *const words[] = {"memory_order_relaxed", "__ATOMIC_RELAXED", NULL};
    uint32_t line = 0;
    for (size_t i = 0; i < job->file_count && line == 0; i++)
        line = line_with(job->files[i].data, words);
    return line > 0;
}

static bool has_text(struct bytes text, const char *piece)
{
    return text.size > 0 && memmem(text.data, text.size, piece, strlen(piece)) != NULL;
}

/* __attribute__((constructor)), or a place in the table of functions that run before main. */
static bool runs_before_main(struct bytes text)
{
    enum { ATTRIBUTE_BYTES = 120 };
    static const char *const words[] = {"__attribute__", "__attribute", NULL};
    size_t which = 0;
    for (size_t at = 0; (at = race_next_word(text, at, words, &which)) < text.size; at += strlen(words[which])) {
        size_t left = text.size - at;
        struct bytes piece = {text.data + at, left < ATTRIBUTE_BYTES ? left : ATTRIBUTE_BYTES};
        if (has_text(piece, "constructor") || has_text(piece, "ifunc"))
            return true;
    }
    return has_text(text, "init_array") || has_text(text, "gnu::constructor");
}

/* What has no business in an exercise but to deceive the recorder; NULL: nothing. */
static const char *meddling(const struct race_job *job)
{
    static const char *const names[] = {"race.request", "race.result", "BOTHENDS_RACE"};
    for (size_t i = 0; i < job->file_count; i++) {
        if (runs_before_main(job->files[i].data))
            return "the program has code that runs before main(), where its schedules are recorded";
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            if (has_text(job->files[i].data, names[k]))
                return "the program looks for the recorder of its schedules";
    }
    return NULL;
}

static const char *limit_text(const struct race_limit *limit, struct arena *arena)
{
    static const char *const texts[RACE_LIMIT_COUNT] = {
        [RACE_LIMIT_MEMORY] = "it shares more memory than can be watched",
        [RACE_LIMIT_TASKS] = "it has more processes and threads at once than can be watched",
        [RACE_LIMIT_OBJECTS] = "it has more locks, pipes or histories of accesses than can be watched",
        [RACE_LIMIT_STEPS] = "a schedule had so many steps that it was cut short",
        [RACE_LIMIT_TIME] = "its schedules took so long that they were cut short",
        [RACE_LIMIT_EXEC] = "it executes another program, into which nobody looks",
        [RACE_LIMIT_DISPATCH] = "this machine's kernel does not show calls that are made inside the C library",
        [RACE_LIMIT_CALL] = "it makes a call whose effect on others is not known",
        [RACE_LIMIT_UNSTABLE] = "it depends on more than the order of steps",
        [RACE_LIMIT_KILLED] = "a process died in a way that was not seen",
    };
    AUTO_BUF struct buf detail = {0};
    buf_add_string(&detail, "");
    buf_add_printable(&detail, limit->detail.data, limit->detail.size < 60 ? limit->detail.size : 60);
    bool named = detail.size > 0 && (limit->what == RACE_LIMIT_EXEC || limit->what == RACE_LIMIT_CALL);
    return arena_printf(arena, "%s%s%s%s", texts[limit->what], named ? " (" : "", named ? detail.data : "",
                        named ? ")" : "");
}

static void find_unknown(const struct race_job *job, const struct race_result *result, struct arena *arena,
                         struct race_evidence *out)
{
    /* Too much to remember, a lock for example, or code of others: what it does to keep order is not seen. */
    static const uint32_t doubtful = 1U << RACE_LIMIT_TASKS | 1U << RACE_LIMIT_OBJECTS | 1U << RACE_LIMIT_EXEC |
                                     1U << RACE_LIMIT_DISPATCH | 1U << RACE_LIMIT_CALL | 1U << RACE_LIMIT_KILLED;
    const size_t most = result->limit_count + UNSEEN * job->file_count + 1;
    const char **unknown = arena_alloc(arena, most, sizeof *unknown);
    struct reason_seen *reasons = arena_alloc(arena, most, sizeof *reasons);
    for (uint32_t i = 0; i < result->limit_count; i++) {
        if (result->limits[i].what == RACE_LIMIT_UNSTABLE)
            continue; /* hides nothing: what was run was looked at; but it is not all there is (race_read) */
        out->is_doubtful |= doubtful >> result->limits[i].what & 1;
        const char *text = limit_text(&result->limits[i], arena);
        bool known = false;
        for (size_t k = 0; k < out->unknown_count; k++)
            known |= strcmp(unknown[k], text) == 0;
        if (!known) {
            reasons[out->reason_count++] = (struct reason_seen){race_limit_name(result->limits[i].what), text, true};
            unknown[out->unknown_count++] = text;
        }
    }
    for (size_t i = 0; i < UNSEEN * job->file_count; i++) {
        const struct source *file = &job->files[i / UNSEEN];
        uint32_t line = line_with(file->data, unseen[i % UNSEEN].words);
        out->is_doubtful |= line > 0;
        if (line == 0)
            continue;
        const char *text = arena_printf(arena, "it has %s (%s, line %u), into which nobody looks",
                                        unseen[i % UNSEEN].what, file->name, line);
        reasons[out->reason_count++] = (struct reason_seen){unseen[i % UNSEEN].reason, text, true};
        unknown[out->unknown_count++] = text;
    }
    out->unknown = unknown;
    out->reasons = reasons;
}

/* --- the run ------------------------------------------------------------------------------------------------------ */

static uint32_t strategy_of(enum strategy strategy)
{
    static const enum race_strategy strategies[] = {[STRATEGY_MIXED] = RACE_AUTO,
                                                    [STRATEGY_RANDOM_WALK] = RACE_WALK,
                                                    [STRATEGY_PCT] = RACE_PCT,
                                                    [STRATEGY_SYSTEMATIC] = RACE_SYSTEMATIC};
    return strategies[strategy];
}

static uint64_t first_seed(const struct race_job *job)
{
    return job->value_count > 0 ? job->values[0]->seed : 1;
}

/* A replay asks all values of a rubric, and those may begin with different seeds. */
static bool has_seed(const struct race_job *job)
{
    return job->only == 0 || (job->only >= first_seed(job) && job->only - first_seed(job) < RACE_SCHEDULES_MAX);
}

static uint32_t schedules_asked(const struct race_job *job)
{
    uint32_t most = 0;
    for (size_t i = 0; i < job->value_count; i++)
        most = job->values[i]->schedules > most ? job->values[i]->schedules : most;
    return job->value_count > 0 ? most : job->schedules;
}

/* To who named no output, the same lines in another order are the same (race_read). */
static bool prints_matter(const struct race_job *job)
{
    for (size_t i = 0; i < job->value_count; i++)
        if (job->values[i]->source != VALUE_VARIABLE && job->values[i]->source != VALUE_MP)
            return true;
    return false;
}

static struct bytes make_request(const struct race_job *job, struct arena *arena)
{
    enum { ROOM = 64 * 1024 };
    struct race_watched *watched = arena_alloc(arena, job->value_count + 1, sizeof *watched);
    struct race_file *files = arena_alloc(arena, job->value_count + 1, sizeof *files);
    struct race_request request = {.line = {.strategy = RACE_AUTO,
                                            .schedules = schedules_asked(job),
                                            .seed = first_seed(job),
                                            .run_ms = RUN_MS,
                                            .watch_found = 1,
                                            .keep_stdout = 16 * 1024,
                                            .lines_alike = !prints_matter(job)},
                                   .watched = watched,
                                   .files = files};
    for (size_t i = 0; i < job->value_count; i++) {
        const struct rubric_value *value = job->values[i];
        request.line.strategy = strategy_of(value->strategy);
        if (value->source == VALUE_VARIABLE)
            watched[request.watched_count++].name = (struct bytes){value->variable, strlen(value->variable)};
        if (value->file) /* in this order: see race_read */
            files[request.file_count++].name = (struct bytes){value->file, strlen(value->file)};
    }
    if (job->only > 0) /* seed and budget stay: which schedule a seed is depends on both */
        request.line.only = (uint32_t)(job->only - first_seed(job) + 1);
    struct race_sink sink = {.data = arena_alloc(arena, ROOM, 1), .room = ROOM};
    race_request_write(&request, &sink);
    CHECK(!sink.full); /* 16 names of 128 characters */
    return (struct bytes){sink.data, sink.size};
}

static struct limits limits_of(const struct rubric *rubric)
{
    struct limits limits = rubric->limits;
    limits.cpu_ms = CPU_MS;
    limits.wall_ms = WALL_MS;
    limits.memory_kib += EXTRA_KIB;
    limits.processes += EXTRA_PROCESSES;
    limits.file_kib = limits.file_kib > FILE_KIB_MIN ? limits.file_kib : FILE_KIB_MIN;
    return limits;
}

static bool run_schedules(struct box *box, const struct race_job *job, struct arena *arena, struct report *out,
                          struct err *e)
{
    const struct rubric_case *c = &job->rubric->cases[job->which_case];
    const char **args = arena_alloc(arena, c->arg_count + 2, sizeof *args);
    struct box_file *files = arena_alloc(arena, 3 + c->file_count, sizeof *files);
    size_t n = 0;
    args[0] = "/box/" PROGRAM_NAME;
    for (size_t i = 0; i < c->arg_count; i++)
        args[i + 1] = c->args[i];
    files[n++] = (struct box_file){.place = PLACE_OUT, .name = "race.result", .bytes_max = RACE_RESULT_BYTES_MAX};
    files[n++] = (struct box_file){.place = PLACE_BOX, .name = PROGRAM_NAME, .mode = 0555, .data = job->program};
    files[n++] =
        (struct box_file){.place = PLACE_BOX, .name = "race.request", .mode = 0444, .data = make_request(job, arena)};
    for (size_t i = 0; i < c->file_count; i++)
        files[n++] =
            (struct box_file){.place = PLACE_WORK, .name = c->files[i].name, .mode = 0644, .data = c->files[i].text};
    const struct box_job run = {
        .policy = POLICY_RACE,
        .limits = limits_of(job->rubric),
        .trace = TRACE_NONE,
        .args = args,
        .input = c->input,
        .files = files,
        .file_count = n,
        .on_event = job->on_event,
        .context = job->context,
    };
    return box_run(box, &run, arena, out, e);
}

/* Why there is no result, half a sentence; the outcome is the kernel's word. */
static const char *const missing_texts[OUTCOME_COUNT] = {
    [OUTCOME_EXITED] = "the program ended the run of its schedules before that had ended",
    [OUTCOME_SIGNALED] = "the program crashed so that the run of its schedules ended with it",
    [OUTCOME_DEADLOCK] = "the program's schedules did not come to their end",
    [OUTCOME_CPU_LIMIT] = "the program's schedules took more than 45 s of CPU time",
    [OUTCOME_WALL_LIMIT] = "the program's schedules took more than 120 s",
    [OUTCOME_MEMORY_LIMIT] = "the program's schedules needed too much memory",
    [OUTCOME_PROCESS_LIMIT] = "the program's schedules had too many processes",
    [OUTCOME_OUTPUT_LIMIT] = "the program printed too much past its schedules",
    [OUTCOME_FORBIDDEN_CALL] = "the program made a call in its schedules that is not allowed",
};

/* Why a result that can be read is not to be believed; NULL: it adds up. */
static const char *result_why(const struct race_job *job, const struct race_result *result)
{
    static const char forged[] =
        "the program wrote over the memory in which its schedules were recorded, for the record does not add up";
    uint64_t total = 0;
    const uint32_t asked = schedules_asked(job);
    bool cut = result->summary.complete == 1 || job->only > 0;
    cut |= result->summary.schedules >= RACE_SCHEDULES_LEAST &&
           result->summary.steps >= (uint64_t)RACE_STEPS_EACH * asked / result->summary.schedules;
    bool hung = false, endless = false;
    for (uint32_t i = 0; i < result->limit_count; i++) {
        hung |= result->limits[i].what == RACE_LIMIT_TIME;
        endless |= result->limits[i].what == RACE_LIMIT_STEPS;
    }
    cut |= hung || endless;
    if (job->only > 0 && result->summary.schedules == 0 && result->outcome_count == 0)
        return "none of the schedules that were run has this seed";
    if (hung && result->summary.schedules == 0 && result->outcome_count == 0)
        return missing_texts[OUTCOME_DEADLOCK];
    for (uint32_t i = 0; i < result->outcome_count; i++) {
        total += result->outcomes[i].count;
        if (result->outcomes[i].count == 0 || result->outcomes[i].seed == 0)
            return forged;
    }
    if (total != result->summary.schedules || total == 0 || total > asked || (!cut && total < asked))
        return forged;
    return NULL;
}

/* Does the runtime work at all? Like the compiler's, this is asked only when something is unexplained. */
static bool runtime_works(struct box *box, const struct race_job *job, struct arena *arena, struct err *e)
{
    static const struct source smallest = {"main.c", {"int main(void) { return 0; }\n", 29}};
    struct rubric rubric;
    struct race_result result;
    struct report report = {0};
    struct err fault = {0};
    const char *why = "";
    rubric_none(arena, &rubric);
    struct race_job probe = {.rubric = &rubric,
                             .files = &smallest,
                             .file_count = 1,
                             .on_event = job->on_event,
                             .context = job->context,
                             .schedules = 1,
                             .only = 1};
    if (!build_race(box, &rubric, &smallest, 1, job->on_event, job->context, arena, &probe.program, &why, e))
        return false;
    if (probe.program.size > 0 && !run_schedules(box, &probe, arena, &report, e))
        return false;
    if (probe.program.size > 0 && report.files[0].fate == FILE_COPIED &&
        race_result_parse(report.files[0].data, arena, &result, &fault))
        return true;
    return err_set(e, ERR_SYSTEM, "the race runtime does not work here: %s%s%s", why,
                   probe.program.size > 0 ? outcome_name(report.outcome) : "", fault.text);
}

bool race_run(struct box *box, const struct race_job *job, struct arena *arena, struct race_evidence *out,
              struct err *e)
{
    struct race_evidence found = {.case_id = job->rubric->cases[job->which_case].id, .broken = job->why};
    struct race_result result = {0};
    struct race_names names = {0};
    struct report report;
    struct err fault = {0};
    found.seed = job->only > 0 ? job->only : first_seed(job);
    if (!has_seed(job)) {
        found.broken = "none of the schedules that the rubric asks for has this seed";
    } else if (job->program.size > 0) {
        if (!run_schedules(box, job, arena, &report, e))
            return false;
        bool whole = report.outcome == OUTCOME_EXITED && report.exit_code == 0;
        if (meddling(job))
            found.broken = meddling(job);
        else if (report.files[0].fate != FILE_COPIED || !whole)
            found.broken = missing_texts[report.outcome];
        else if (!race_result_parse(report.files[0].data, arena, &result, &fault))
            found.broken = "the program wrote over the memory in which its schedules were recorded";
        else
            found.broken = result_why(job, &result);
        if (found.broken && report.outcome == OUTCOME_EXITED && !meddling(job) && !runtime_works(box, job, arena, e))
            return false;
    }
    if (found.broken)
        result = (struct race_result){0};
    if (!race_names_find(box, job, &result, arena, &names, e))
        return false;
    find_unknown(job, &result, arena, &found);
    find_sleeps(job, arena, &found);
    found.uses_relaxed = uses_relaxed(job);
    race_read(job, &result, &names, arena, &found);
    *out = found;
    return true;
}
