/* checks.c -- the table of checks: name -> evaluator, and which arguments each takes. */
#include "rubrics/checks.h"

#include "rubrics/faults.h"
#include "rubrics/functions.h"
#include "rubrics/look.h"
#include "rubrics/match.h"
#include "rubrics/stuck.h"
#include "sandbox/base/err.h"

#include <string.h>

#define BIT(code) (UINT64_C(1) << FINDING_##code)
_Static_assert(FINDING_COUNT <= 64, "codes are bits here");
static const uint64_t codes_of_time = BIT(CPU_LIMIT) | BIT(WALL_LIMIT) | BIT(DEADLOCK) | BIT(BUSY_WAIT);
static const uint64_t codes_of_ending = BIT(CPU_LIMIT) | BIT(WALL_LIMIT) | BIT(DEADLOCK) | BIT(MEMORY_LIMIT) |
                                        BIT(PROCESS_LIMIT) | BIT(OUTPUT_LIMIT) | BIT(FORBIDDEN_CALL) | BIT(CRASH);

static const char *case_name(const struct rubric_case *c)
{
    return c->title && *c->title ? c->title : c->id;
}

/* --- build --- */

static struct verdict check_compiles(struct look *look)
{
    if (look->evidence->build.compiled)
        return (struct verdict){1, 1, "It compiles."};
    size_t errors = look_codes(look, NULL, BIT(COMPILE_ERROR));
    return (struct verdict){
        0, 1,
        errors == 0 ? "It does not compile."
                    : arena_printf(look->arena, "It does not compile: %zu error%s.", errors, errors == 1 ? "" : "s")};
}

/* "-Wformat" ignores "-Wformat=" and "-Wformat=2" too. */
static bool is_ignored(const struct rubric_criterion *criterion, const char *option)
{
    for (size_t i = 0; option && i < criterion->ignore_count; i++) {
        size_t size = strcspn(criterion->ignore[i], "=");
        if (size == strcspn(option, "=") && strncmp(criterion->ignore[i], option, size) == 0)
            return true;
    }
    return false;
}

static struct verdict check_no_warnings(struct look *look)
{
    size_t count = 0;
    for (size_t i = 0; i < look->findings->count; i++) {
        const struct finding *f = &look->findings->items[i];
        if (f->code != FINDING_COMPILE_WARNING || is_ignored(look->criterion, f->option))
            continue;
        look_see(look, i);
        count++;
    }
    return (struct verdict){
        0, count,
        count == 0 ? "The compiler has nothing to warn of."
                   : arena_printf(look->arena, "The compiler warns of %zu thing%s.", count, count == 1 ? "" : "s")};
}

/* --- runs --- */

struct case_runs {
    const struct run_evidence *items;
    size_t count;
};

static struct case_runs runs_of(const struct evidence *evidence, const char *case_id)
{
    struct case_runs runs = {0};
    for (size_t i = 0; i < evidence->run_count; i++) {
        if (strcmp(evidence->runs[i].case_id, case_id) != 0)
            continue;
        runs.items = runs.count == 0 ? &evidence->runs[i] : runs.items;
        runs.count++;
    }
    CHECK(runs.count > 0); /* a case that did not run is our fault and never reaches the judge */
    return runs;
}

/* One right or wrong thing of a run, such as its output; what it names in sentences. */
struct per_case {
    bool (*is_right)(const struct look *look, const struct rubric_case *c, const struct report *report);
    /* Adds what explains the first wrong run. */
    void (*explain)(struct look *look, const struct rubric_case *c, struct case_runs runs, size_t first, size_t wrong);
    const char *all_right;
    const char *only_wrong; /* said when there is one case, and it is wrong */
    const char *wrong;      /* said before "in 1 of 3 cases: ..." */
};

static struct verdict check_cases(struct look *look, const struct per_case *how)
{
    const struct rubric_criterion *criterion = look->criterion;
    AUTO_BUF struct buf names = {0};
    size_t wrong_cases = 0;
    for (size_t i = 0; i < criterion->case_count; i++) {
        const struct rubric_case *c = &look->rubric->cases[criterion->cases[i]];
        struct case_runs runs = runs_of(look->evidence, c->id);
        size_t wrong = 0, first = 0;
        for (size_t k = 0; k < runs.count; k++) {
            if (how->is_right(look, c, &runs.items[k].report))
                continue;
            first = wrong++ == 0 ? k : first;
        }
        if (wrong == 0)
            continue;
        buf_printf(&names, "%s\"%s\"", wrong_cases++ == 0 ? "" : ", ", case_name(c));
        how->explain(look, c, runs, first, wrong);
    }
    size_t count = criterion->case_count;
    if (wrong_cases == 0)
        return (struct verdict){count, count, how->all_right};
    if (count == 1)
        return (struct verdict){0, 1, how->only_wrong};
    return (struct verdict){
        count - wrong_cases, count,
        arena_printf(look->arena, "%s in %zu of %zu cases: %s.", how->wrong, wrong_cases, count, names.data)};
}

/* Why the program did not come to its own end; NULL when it did. */
static const char *stopped_text(const struct report *report)
{
    if (report->outcome == OUTCOME_EXITED)
        return NULL;
    return report->outcome == OUTCOME_SIGNALED ? "crashed" : "was stopped";
}

static bool stdout_right(const struct look *look, const struct rubric_case *c, const struct report *report)
{
    (void)look;
    return !report->out.truncated && match_text(&c->stdout_wanted, report->out.data);
}

/* The same lines in another order are the same: whose turn it was is said of no run, or it would be said by chance. */
static bool outputs_vary(struct case_runs runs)
{
    const struct expectation first = {.match = MATCH_LINES, .text = runs.items[0].report.out.data};
    for (size_t i = 1; i < runs.count; i++)
        if (!match_text(&first, runs.items[i].report.out.data))
            return true;
    return false;
}

static bool exit_right(const struct look *look, const struct rubric_case *c, const struct report *report)
{
    (void)look;
    return report->exit_code >= 0 && (uint32_t)report->exit_code == c->exit_wanted;
}

/* Is there something in this case that may have come before the wrong output: a child crashed, another run was stuck, a
 * read() or write() failed, a call that should have given a descriptor gave -1? */
static bool has_cause(struct look *look, const char *case_id)
{
    bool found = look_codes(look, case_id, codes_of_ending) > 0;
    for (size_t i = 0; i < look->findings->count; i++) {
        const struct finding *f = &look->findings->items[i];
        bool spoils = f->code == FINDING_BAD_FD && (f->severity == SEVERITY_ERROR || f->fd < 0);
        if (!spoils || !look_same(f->case_id, case_id))
            continue;
        look_see(look, i);
        found = true;
    }
    return found;
}

/* Nothing is wrong with what it printed but that it got stuck before the end: that it is stuck says it all. */
static bool stdout_cut_off(const struct rubric_case *c, const struct report *report)
{
    return report->outcome == OUTCOME_DEADLOCK && !report->out.truncated &&
           match_may_go_on(&c->stdout_wanted, report->out.data);
}

static void explain_stdout(struct look *look, const struct rubric_case *c, struct case_runs runs, size_t first,
                           size_t wrong)
{
    const bool caused = has_cause(look, c->id);
    while (first < runs.count &&
           (stdout_right(look, c, &runs.items[first].report) || stdout_cut_off(c, &runs.items[first].report)))
        first++;
    if (first == runs.count)
        return;
    const struct report *report = &runs.items[first].report;
    struct match_source source = {
        .cut = report->out.truncated, .has_pipe = report->ledger.object_count > 0, .stopped = stopped_text(report)};
    struct mismatch why = {.message = "The beginning of the output is right, but far more was printed.", .hint = ""};
    if (!match_text(&c->stdout_wanted, report->out.data))
        why = match_explain(&c->stdout_wanted, report->out.data, &source, look->arena);
    struct finding f = {
        .code = FINDING_WRONG_STDOUT, .case_id = c->id, .run = runs.items[first].run, .detail = why.detail};
    f.message = arena_printf(look->arena, "%s%s%s", why.message, runs_text(first, wrong, runs.count, look->arena),
                             wrong == runs.count && outputs_vary(runs) ? " The runs do not all print the same." : "");
    f.hint = why.hint;
    if (caused && !source.stopped)
        f.hint =
            arena_printf(look->arena, "%s%s%s",
                         "Mend first what is said about this case besides: wrong output may only be what comes of it.",
                         report->out.bytes > 0 && *why.hint ? " " : "", report->out.bytes > 0 ? why.hint : "");
    else if (!source.stopped && c->has_exit && !exit_right(look, c, report) && report->err.data.size > 0)
        f.hint = "The program gave up with another exit status than it should: read first what it wrote to stderr.";
    look_add(look, &f);
}

static struct verdict check_stdout(struct look *look)
{
    static const struct per_case how = {stdout_right, explain_stdout, "The output is what was expected.",
                                        "The output is not what was expected.", "The output is not what was expected"};
    return check_cases(look, &how);
}

static void explain_exit(struct look *look, const struct rubric_case *c, struct case_runs runs, size_t first,
                         size_t wrong)
{
    const struct report *report = &runs.items[first].report;
    if (report->exit_code < 0 && look_codes(look, c->id, codes_of_ending | BIT(BROKEN_PIPE)) > 0)
        return; /* that it crashed or was stopped says it all */
    struct finding f = {
        .code = FINDING_WRONG_EXIT, .process = "parent", .case_id = c->id, .run = runs.items[first].run};
    const char *when = runs_text(first, wrong, runs.count, look->arena);
    f.message = report->exit_code < 0
                    ? arena_printf(look->arena, "The program did not end by itself; expected was exit status %u.%s",
                                   c->exit_wanted, when)
                    : arena_printf(look->arena, "The program ended with exit status %d; expected was %u.%s",
                                   report->exit_code, c->exit_wanted, when);
    f.hint = c->exit_wanted == 0 ? "The exit status is what main() of the first process returns, or gives to exit(). 0 "
                                   "means that all went well; a main() that ends in an error message returns another."
                                 : "The exit status is what main() of the first process returns, or gives to exit().";
    look_add(look, &f);
}

static struct verdict check_exit_status(struct look *look)
{
    static const struct per_case how = {exit_right, explain_exit, "The program ends with the expected exit status.",
                                        "The program does not end with the expected exit status.",
                                        "The program does not end with the expected exit status"};
    return check_cases(look, &how);
}

static bool in_time(const struct look *look, const struct rubric_case *c, const struct report *report)
{
    (void)look, (void)c; /* every case must end */
    return report->outcome != OUTCOME_CPU_LIMIT && report->outcome != OUTCOME_WALL_LIMIT &&
           report->outcome != OUTCOME_DEADLOCK;
}

static void explain_timeout(struct look *look, const struct rubric_case *c, struct case_runs runs, size_t first,
                            size_t wrong)
{
    (void)runs, (void)first, (void)wrong;         /* the findings about the runs say when */
    (void)look_codes(look, c->id, codes_of_time); /* there is one for each outcome in question */
}

static struct verdict check_no_timeout(struct look *look)
{
    static const struct per_case how = {in_time, explain_timeout, "The program ends in time.",
                                        "The program did not come to its own end.",
                                        "The program did not come to its own end"};
    return check_cases(look, &how);
}

static bool has_several_processes(const struct look *look, const struct rubric_case *c, const struct report *report)
{
    (void)look, (void)c; /* every case must */
    return report->process_count > 1;
}

static void explain_one_process(struct look *look, const struct rubric_case *c, struct case_runs runs, size_t first,
                                size_t wrong)
{
    (void)look, (void)c, (void)runs, (void)first, (void)wrong; /* the criterion's own sentence says it all */
}

static struct verdict check_several_processes(struct look *look)
{
    static const struct per_case how = {
        has_several_processes, explain_one_process, "More than one process took part.",
        "The program never started a second process: fork() was not called, or did not succeed.",
        "The program never started a second process"};
    return check_cases(look, &how);
}

/* What was not watched to its end may have made more. */
static bool has_several_pipes(const struct look *look, const struct rubric_case *c, const struct report *report)
{
    (void)c; /* every case must */
    return report->ledger.object_count >= look->criterion->at_least || !report->ledger.is_whole;
}

static struct verdict check_several_pipes(struct look *look)
{
    const struct per_case how = {
        has_several_pipes, explain_one_process, "It makes as many pipes as are needed.",
        arena_printf(look->arena, "It makes fewer pipes than the %u that are needed.", look->criterion->at_least),
        "It makes fewer pipes than are needed"};
    return check_cases(look, &how);
}

static bool children_right(const struct look *look, const struct rubric_case *c, const struct report *report)
{
    (void)look, (void)c; /* every case must */
    bool right = report->outcome == OUTCOME_EXITED;
    for (size_t i = 0; i < report->process_count; i++)
        right &= report->processes[i].parent < 0 || report->processes[i].exit_code == 0;
    return right;
}

static const char *how_it_ended(const struct report_process *process, struct arena *arena)
{
    if (process->exit_code >= 0)
        return arena_printf(arena, "exit status %d", process->exit_code);
    return process->ended_by == ENDED_BY_SIGNAL ? signal_text(process->signal, arena) : "still running at the end";
}

static void explain_children(struct look *look, const struct rubric_case *c, struct case_runs runs, size_t first,
                             size_t wrong)
{
    enum { LISTED_MAX = 6 };
    const struct report *report = &runs.items[first].report;
    if (report->outcome != OUTCOME_EXITED && look_codes(look, c->id, codes_of_ending) > 0)
        return; /* it was ended before its children could tell how they did */
    AUTO_BUF struct buf said = {0};
    struct finding f = {.code = FINDING_WRONG_EXIT, .case_id = c->id, .run = runs.items[first].run};
    size_t found = 0;
    for (size_t i = 0; i < report->process_count; i++) {
        const struct report_process *child = &report->processes[i];
        if (child->parent < 0 || child->exit_code == 0)
            continue;
        f.process = f.process ? f.process : child->name;
        if (found++ < LISTED_MAX)
            buf_printf(&said, "%s%s (%s)", found > 1 ? ", " : "", child->name, how_it_ended(child, look->arena));
    }
    if (found == 0)
        return;
    if (found > LISTED_MAX)
        buf_printf(&said, " and %zu more", found - LISTED_MAX);
    f.message = arena_printf(look->arena, "Each child should end with exit status 0; these did not: %s.%s", said.data,
                             runs_text(first, wrong, runs.count, look->arena));
    f.hint = "What a child returns from main(), or gives to exit() or _exit(), is its exit status; the parent gets it "
             "from wait(). 0 says that it did what it was made for.";
    look_add(look, &f);
}

static struct verdict check_children_succeed(struct look *look)
{
    static const struct per_case how = {children_right, explain_children, "Every child ends with exit status 0.",
                                        "Not every child ends with exit status 0.",
                                        "Not every child ends with exit status 0"};
    return check_cases(look, &how);
}

/* Is one of those that count among who waits for ever? */
static bool is_stuck(const struct look *look, const struct report *report)
{
    bool any = look->criterion->process_count == 0;
    for (size_t i = 0; i < report->deadlock.wait_count; i++)
        any |= look_wants(look, stuck_process(report, report->deadlock.waits[i].process));
    return any && report->deadlock.proved;
}

/* The same in a schedule that was tried, though runs came to their end. */
static bool can_be_stuck(const struct look *look, const char *case_id)
{
    for (size_t i = 0; i < look->evidence->race_count; i++) {
        const struct race_evidence *all = &look->evidence->races[i];
        if (!look_same(all->case_id, case_id) || all->broken || all->is_doubtful || all->stuck_count == 0)
            continue;
        bool any = look->criterion->process_count == 0;
        for (size_t k = 0; k < all->stuck[0].wait_count; k++)
            any |= look_wants(look, all->stuck[0].waits[k].process);
        if (any)
            return true;
    }
    return false;
}

/* Every case must come to an end of its own, or get stuck as a whole without those that count. */
static bool went_on(const struct look *look, const struct rubric_case *c, const struct report *report)
{
    if (can_be_stuck(look, c->id))
        return false;
    if (report->deadlock.proved)
        return !report->deadlock.partial && !is_stuck(look, report);
    return report->outcome == OUTCOME_EXITED || report->outcome == OUTCOME_SIGNALED;
}

static void explain_deadlock(struct look *look, const struct rubric_case *c, struct case_runs runs, size_t first,
                             size_t wrong)
{
    (void)runs, (void)first, (void)wrong; /* the findings about the runs say it */
    (void)look_codes(look, c->id, codes_of_ending | BIT(PIPE_END_LEFT_OPEN));
}

/* What was stopped at a limit may have been stuck or not: nobody knows, and so it is not passed. */
static struct verdict check_no_deadlock(struct look *look)
{
    static const struct per_case stuck = {went_on, explain_deadlock, "The program never waits for ever.",
                                          "The program is stuck: it waits for something that can never come.",
                                          "The program is stuck, waiting for something that can never come,"};
    static const struct per_case undecided = {
        went_on, explain_deadlock, "The program never waits for ever.",
        "The program was stopped before its end, so whether it would wait for ever could not be decided.",
        "The program was stopped before its end, so whether it would wait for ever could not be decided,"};
    static const struct per_case at_times = {went_on, explain_deadlock, "The program never waits for ever.",
                                             "In some schedules the program is stuck for ever.",
                                             "In some schedules the program is stuck for ever,"};
    bool proved = false, possible = false;
    for (size_t i = 0; i < look->criterion->case_count; i++) {
        possible |= can_be_stuck(look, look->rubric->cases[look->criterion->cases[i]].id);
        struct case_runs runs = runs_of(look->evidence, look->rubric->cases[look->criterion->cases[i]].id);
        for (size_t k = 0; k < runs.count; k++)
            proved |= is_stuck(look, &runs.items[k].report);
    }
    return check_cases(look, proved ? &stuck : possible ? &at_times : &undecided);
}

/* A loop that asks is seen only when nothing else ends it: what the grader did not have to stop has nothing to show. */
static struct verdict check_no_busy_wait(struct look *look)
{
    size_t count = 0, right = look_by_case(look, BIT(BUSY_WAIT), &count);
    return (struct verdict){
        right, right + count,
        count == 0 ? "Nothing goes round in a loop where it should wait."
        : count == 1
            ? "In one place the program goes round in a loop where it should wait."
            : arena_printf(look->arena, "In %zu places the program goes round in a loop where it should wait.", count)};
}

static const struct report_file *file_of(const struct report *report, const char *name)
{
    for (size_t i = 0; i < report->file_count; i++)
        if (strcmp(report->files[i].name, name) == 0)
            return &report->files[i];
    CHECK(false); /* the pipeline asks for every file that a case expects */
    return NULL;
}

static bool file_right(const struct report *report, const char *name, const struct expectation *wanted)
{
    const struct report_file *file = file_of(report, name);
    return file->fate == FILE_COPIED && match_text(wanted, file->data);
}

/* As for stdout: it is not there yet, or only its beginning is. */
static bool file_cut_off(const struct report *report, const char *name, const struct expectation *wanted)
{
    const struct report_file *file = file_of(report, name);
    return report->outcome == OUTCOME_DEADLOCK &&
           (file->fate == FILE_ABSENT || (file->fate == FILE_COPIED && match_may_go_on(wanted, file->data)));
}

static void explain_file(struct look *look, const struct rubric_case *c, size_t which, struct case_runs runs,
                         size_t first, size_t wrong)
{
    static const char *const fates[FILE_FATE_COUNT] = {
        [FILE_ABSENT] = "was not written",
        [FILE_NOT_REGULAR] = "is not a regular file",
        [FILE_TOO_BIG] = "is bigger than a file may be here",
        [FILE_UNREADABLE] = "cannot be read: its permissions forbid it",
    };
    const char *name = c->files_wanted[which].name;
    const struct expectation *wanted = &c->files_wanted[which].wanted;
    while (first < runs.count && (file_right(&runs.items[first].report, name, wanted) ||
                                  file_cut_off(&runs.items[first].report, name, wanted)))
        first++;
    (void)look_codes(look, c->id, codes_of_ending); /* what explains it, if there is any */
    if (first == runs.count)
        return;
    const struct report *report = &runs.items[first].report;
    const struct report_file *file = file_of(report, name);
    struct match_source source = {
        .file = name, .has_pipe = report->ledger.object_count > 0, .stopped = stopped_text(report)};
    struct mismatch why = {.hint = ""};
    if (file->fate == FILE_COPIED)
        why = match_explain(wanted, file->data, &source, look->arena);
    else
        why.message = arena_printf(look->arena, "The file %s %s.", name, fates[file->fate]);
    if (file->fate == FILE_ABSENT)
        why.hint =
            "The name must be exactly this one, in the current folder; open() needs O_CREAT and a mode (0644) as "
            "its third argument to make a file.";
    struct finding f = {.code = FINDING_WRONG_FILE,
                        .case_id = c->id,
                        .run = runs.items[first].run,
                        .hint = why.hint,
                        .detail = why.detail};
    f.message = arena_printf(look->arena, "%s%s", why.message, runs_text(first, wrong, runs.count, look->arena));
    look_add(look, &f);
}

static struct verdict check_files(struct look *look)
{
    struct verdict verdict = {.message = "The files hold what was expected."};
    AUTO_BUF struct buf names = {0};
    for (size_t i = 0; i < look->criterion->case_count; i++) {
        const struct rubric_case *c = &look->rubric->cases[look->criterion->cases[i]];
        struct case_runs runs = runs_of(look->evidence, c->id);
        for (size_t k = 0; k < c->files_wanted_count; k++) {
            size_t wrong = 0, first = 0;
            for (size_t r = 0; r < runs.count; r++)
                if (!file_right(&runs.items[r].report, c->files_wanted[k].name, &c->files_wanted[k].wanted))
                    first = wrong++ == 0 ? r : first;
            verdict.looked_at++;
            verdict.right += wrong == 0;
            if (wrong == 0)
                continue;
            buf_printf(&names, "%s%s (%s)", names.size == 0 ? "" : ", ", c->files_wanted[k].name, case_name(c));
            explain_file(look, c, k, runs, first, wrong);
        }
    }
    if (names.size > 0)
        verdict.message = arena_printf(look->arena, "Not as expected: %s.", names.data);
    return verdict;
}

/* --- source --- */

enum { PLACES_MAX = 8 };

/* Where a function is used: *where holds at most PLACES_MAX places; returns how many uses there are. */
static size_t uses_of(struct look *look, const char *function, bool forbidden, struct place **where,
                      size_t *place_count)
{
    const struct build_evidence *build = &look->evidence->build;
    CHECK(build->symbols_known); /* the pipeline asks for them when a criterion needs them */
    size_t uses = 0;
    *where = arena_alloc(look->arena, PLACES_MAX, sizeof **where);
    *place_count = 0;
    for (size_t i = 0; i < build->use_count; i++) {
        if ((forbidden && build->uses[i].by_kit) || !function_is(build->uses[i].symbol, function, forbidden))
            continue;
        uses++;
        if (build->uses[i].where.line > 0 && *place_count < PLACES_MAX)
            (*where)[(*place_count)++] = build->uses[i].where;
    }
    return uses;
}

static struct verdict check_source_uses(struct look *look)
{
    const struct rubric_criterion *criterion = look->criterion;
    struct place *where;
    size_t places, found = 0;
    AUTO_BUF struct buf missing = {0};
    for (size_t i = 0; i < criterion->function_count; i++) {
        if (uses_of(look, criterion->functions[i], false, &where, &places) > 0) {
            found++;
            continue;
        }
        buf_printf(&missing, "%s%s()",
                   missing.size == 0 ? ""
                   : criterion->any  ? " or "
                                     : ", ",
                   criterion->functions[i]);
        if (criterion->any)
            continue;
        struct finding f = {.code = FINDING_MISSING_FUNCTION, .hint = ""};
        f.message = arena_printf(look->arena, "The program never calls %s().", criterion->functions[i]);
        look_add(look, &f);
    }
    if (found == criterion->function_count || (criterion->any && found > 0))
        return (struct verdict){1, 1, "The program uses what it should use."};
    if (criterion->any) {
        struct finding f = {.code = FINDING_MISSING_FUNCTION, .hint = "One of them is enough."};
        f.message = arena_printf(look->arena, "The program never calls %s.", missing.data);
        look_add(look, &f);
    }
    return (struct verdict){criterion->any ? 0 : found, criterion->any ? 1 : criterion->function_count,
                            arena_printf(look->arena, "The program should use %s.", missing.data)};
}

static struct verdict check_source_forbids(struct look *look)
{
    const struct rubric_criterion *criterion = look->criterion;
    AUTO_BUF struct buf used = {0};
    size_t right = 0;
    for (size_t i = 0; i < criterion->function_count; i++) {
        struct finding f = {.code = FINDING_FORBIDDEN_FUNCTION, .hint = ""};
        struct place *where;
        size_t uses = uses_of(look, criterion->functions[i], true, &where, &f.where_count);
        if (uses == 0) {
            right++;
            continue;
        }
        f.where = where;
        f.message = arena_printf(look->arena, "The program calls %s(), which this exercise does not allow.",
                                 criterion->functions[i]);
        f.hint = function_note(criterion->functions[i], look->arena);
        buf_printf(&used, "%s%s()", used.size == 0 ? "" : ", ", criterion->functions[i]);
        look_add(look, &f);
    }
    if (used.size == 0)
        return (struct verdict){right, criterion->function_count, "The program calls nothing that is not allowed."};
    return (struct verdict){right, criterion->function_count,
                            arena_printf(look->arena, "The program calls %s.", used.data)};
}

/* --- the table --- */

#define EVALUATOR(name)                                                                                          \
    static struct verdict evaluate_##name(const struct rubric *rubric, const struct rubric_criterion *criterion, \
                                          const struct evidence *evidence, struct arena *arena,                  \
                                          struct findings *findings, struct findings_seen *seen)                 \
    {                                                                                                            \
        struct look look = {rubric, criterion, evidence, arena, findings, seen};                                 \
        return check_##name(&look);                                                                              \
    }
EVALUATOR(compiles)
EVALUATOR(no_warnings)
EVALUATOR(stdout)
EVALUATOR(exit_status)
EVALUATOR(no_timeout)
EVALUATOR(no_deadlock)
EVALUATOR(no_busy_wait)
EVALUATOR(several_processes)
EVALUATOR(several_pipes)
EVALUATOR(files)
EVALUATOR(source_uses)
EVALUATOR(source_forbids)
EVALUATOR(closes_unused_ends)
EVALUATOR(closes_all_ends)
EVALUATOR(no_end_left_open)
EVALUATOR(no_bad_close)
EVALUATOR(no_broken_pipe)
EVALUATOR(children_succeed)
EVALUATOR(closes_files)
EVALUATOR(reaps_children)
EVALUATOR(race_free)
EVALUATOR(value_outcome)
EVALUATOR(uses_lock)
EVALUATOR(no_lock_misuse)

static bool has_stdout(const struct rubric_case *c)
{
    return c->has_stdout;
}

static bool has_exit(const struct rubric_case *c)
{
    return c->has_exit;
}

static bool has_files(const struct rubric_case *c)
{
    return c->files_wanted_count > 0;
}

/* clang-format off */
const struct check checks[] = {
    {.name = "compiles", .evaluate = evaluate_compiles},
    {.name = "no-warnings", .takes = TAKES_IGNORE | TAKES_POINTS_EACH, .evaluate = evaluate_no_warnings},
    {.name = "stdout", .takes = TAKES_CASES, .fits = has_stdout, .evaluate = evaluate_stdout},
    {.name = "exit-status", .takes = TAKES_CASES, .fits = has_exit, .evaluate = evaluate_exit_status},
    {.name = "no-timeout", .takes = TAKES_CASES, .evaluate = evaluate_no_timeout},
    {.name = "no-deadlock", .takes = TAKES_ENDS, .sees_schedules = true, .evaluate = evaluate_no_deadlock},
    {.name = "no-busy-wait", .takes = TAKES_ENDS, .evaluate = evaluate_no_busy_wait},
    {.name = "several-processes", .takes = TAKES_CASES, .evaluate = evaluate_several_processes},
    {.name = "several-pipes", .takes = TAKES_CASES | TAKES_AT_LEAST, .evaluate = evaluate_several_pipes},
    {.name = "children-succeed", .takes = TAKES_CASES, .evaluate = evaluate_children_succeed},
    {.name = "closes-unused-ends", .takes = TAKES_ENDS, .evaluate = evaluate_closes_unused_ends},
    {.name = "closes-all-ends", .takes = TAKES_ENDS | TAKES_ACCEPT_EXIT, .evaluate = evaluate_closes_all_ends},
    {.name = "no-end-left-open", .takes = TAKES_ENDS | TAKES_ACCEPT_EXIT, .evaluate = evaluate_no_end_left_open},
    {.name = "no-bad-close", .takes = TAKES_ENDS, .evaluate = evaluate_no_bad_close},
    {.name = "no-broken-pipe", .takes = TAKES_ENDS, .evaluate = evaluate_no_broken_pipe},
    {.name = "closes-files", .takes = TAKES_ENDS, .evaluate = evaluate_closes_files},
    {.name = "reaps-children", .takes = TAKES_ENDS, .evaluate = evaluate_reaps_children},
    {.name = "files", .takes = TAKES_CASES, .fits = has_files, .evaluate = evaluate_files},
    {.name = "source-uses", .takes = TAKES_FUNCTIONS | TAKES_ANY, .needs_functions = true,
     .evaluate = evaluate_source_uses},
    {.name = "source-forbids", .takes = TAKES_FUNCTIONS, .needs_functions = true, .evaluate = evaluate_source_forbids},
    {.name = "race-free", .takes = TAKES_VALUES | TAKES_POINTS_EACH, .evaluate = evaluate_race_free},
    {.name = "value-outcome", .takes = TAKES_VALUES, .evaluate = evaluate_value_outcome},
    {.name = "uses-lock", .takes = TAKES_VALUES | TAKES_LOCKS, .evaluate = evaluate_uses_lock},
    {.name = "no-lock-misuse", .takes = TAKES_VALUES, .evaluate = evaluate_no_lock_misuse},
};
/* clang-format on */
const size_t check_count = sizeof checks / sizeof *checks;

const struct check *check_find(const char *name)
{
    for (size_t i = 0; i < check_count; i++)
        if (strcmp(checks[i].name, name) == 0)
            return &checks[i];
    return NULL;
}
