/* pipeline.c -- one submission: unpack, build, run, judge, grade. */
#include "server/pipeline.h"

#include "rubrics/checks.h"
#include "sandbox/base/clock.h"
#include "server/build.h"
#include "server/race.h"
#include "server/stacks.h"

#include <string.h>

/* The file to read first. A submission goes through here from top to bottom:
 *
 *   files --unpack--> sources --gcc--> program --run, run, run--> reports --judge--> grade
 *            walls              walls              walls                     pure
 *
 * Whatever is hostile happens inside the walls (server/box.h); what comes out of them is evidence, and the judge is a
 * function of rubric and evidence alone. There are two ways to end. What the student did wrong is evidence too, and
 * ends as a grade: a bad archive, a missing ';', a crash. What we did wrong is an error (ERR_SYSTEM), never a grade:
 * the caller tries again. Between them nothing is guessed. */

struct work {
    struct box *box;
    const struct pipeline_job *job;
    struct arena *arena;
    bool stopped; /* progress said so */
};

static bool tell(struct work *work, const char *what, struct err *e)
{
    if (work->job->progress && !work->stopped)
        work->stopped = !work->job->progress(work->job->context, what);
    return !work->stopped || err_set(e, ERR_ABSENT, "stopped while %s", what);
}

/* A box asks at least once a second whether to go on. */
static bool go_on(void *context, const struct event *ev)
{
    struct work *work = context;
    if (!ev && work->job->progress && !work->stopped)
        work->stopped = !work->job->progress(work->job->context, NULL);
    return !work->stopped;
}

/* --- unpack ------------------------------------------------------------------------------------------------------- */

/* The sources of a submission. ERR_INPUT, ERR_LIMIT: it is at fault. */
static bool take_sources(struct work *work, const struct source **files, size_t *count, struct err *e)
{
    const struct pipeline_job *job = work->job;
    if (!build_files_ok(job->files, job->file_count, job->is_archive, e))
        return false;
    *files = job->files;
    *count = job->file_count;
    if (!job->is_archive)
        return true;
    struct source *inside;
    size_t inside_count;
    if (!tell(work, "unpacking", e) ||
        !build_unpack(work->box, job->files[0].data, work->arena, &inside, &inside_count, e) ||
        !build_files_ok(inside, inside_count, false, e))
        return false;
    *files = inside;
    *count = inside_count;
    return true;
}

/* --- build -------------------------------------------------------------------------------------------------------- */

/* Criteria may ask for them; without any, all that they tell is told. */
static bool wants_symbols(const struct rubric *rubric)
{
    if (rubric->criterion_count == 0)
        return true;
    for (size_t i = 0; i < rubric->criterion_count; i++) {
        const struct check *check = check_find(rubric->criteria[i].check);
        if (check && check->takes & TAKES_FUNCTIONS)
            return true;
    }
    return false;
}

/* Nothing could be compiled: why is said like a word of the compiler. */
static void refuse(const char *why, struct arena *arena, struct build_evidence *out)
{
    struct finding *finding = arena_alloc(arena, 1, sizeof *finding);
    *finding = (struct finding){
        .code = FINDING_COMPILE_ERROR,
        .severity = SEVERITY_ERROR,
        .message = arena_string(arena, why),
        .hint = "",
    };
    *out = (struct build_evidence){.findings = finding, .finding_count = 1};
}

/* --- run ---------------------------------------------------------------------------------------------------------- */

static bool run_once(struct work *work, const struct rubric_case *c, struct bytes program, const struct source *sources,
                     size_t source_count, struct report *out, struct err *e)
{
    const struct rubric *rubric = work->job->rubric;
    const char **args = arena_alloc(work->arena, c->arg_count + 2, sizeof *args);
    struct box_file *files = arena_alloc(work->arena, 1 + c->file_count + c->files_wanted_count, sizeof *files);
    size_t n = 0;
    args[0] = "/box/" PROGRAM_NAME;
    for (size_t i = 0; i < c->arg_count; i++)
        args[i + 1] = c->args[i];
    files[n++] = (struct box_file){.place = PLACE_BOX, .name = PROGRAM_NAME, .mode = 0555, .data = program};
    for (size_t i = 0; i < c->file_count; i++)
        files[n++] =
            (struct box_file){.place = PLACE_WORK, .name = c->files[i].name, .mode = 0644, .data = c->files[i].text};
    for (size_t i = 0; i < c->files_wanted_count; i++)
        files[n++] = (struct box_file){
            .place = PLACE_OUT, .name = c->files_wanted[i].name, .bytes_max = rubric->limits.file_kib * 1024};
    const struct box_job job = {
        .policy = build_policy(program),
        .limits = rubric->limits,
        .trace = TRACE_WAITS,
        .args = args,
        .input = c->input,
        .files = files,
        .file_count = n,
        .on_event = go_on,
        .context = work,
    };
    return box_run(work->box, &job, work->arena, out, e) &&
           stacks_find(work->box, program, args[0], sources, source_count, rubric->criterion_count == 0, work->arena,
                       out, e);
}

/* All runs of a case, from runs[*n] on. */
static bool run_case(struct work *work, size_t index, size_t total, struct bytes program, const struct source *sources,
                     size_t source_count, struct run_evidence *runs, size_t *n, struct err *e)
{
    const struct rubric_case *c = &work->job->rubric->cases[index];
    for (uint32_t k = 1; k <= c->runs; k++) {
        struct run_evidence *run = &runs[(*n)++];
        *run = (struct run_evidence){.case_id = c->id, .run = k};
        if (!tell(work, arena_printf(work->arena, "running %zu/%zu", *n, total), e) ||
            !run_once(work, c, program, sources, source_count, &run->report, e))
            return false;
        if (work->stopped)
            return err_set(e, ERR_ABSENT, "stopped while running");
    }
    return true;
}

static bool run_cases(struct work *work, struct bytes program, const struct source *sources, size_t source_count,
                      struct evidence *evidence, struct err *e)
{
    const struct rubric *rubric = work->job->rubric;
    size_t total = 0, n = 0;
    for (size_t i = 0; i < rubric->case_count; i++)
        total += rubric->cases[i].runs;
    struct run_evidence *runs = arena_alloc(work->arena, total + 1, sizeof *runs);
    bool *missing = arena_alloc(work->arena, rubric->case_count + 1, sizeof *missing);
    for (size_t i = 0; i < rubric->case_count; i++) {
        size_t before = n;
        if (run_case(work, i, total, program, sources, source_count, runs, &n, e))
            continue;
        if (work->job->tape_mode != TAPE_REPLAY || e->code != ERR_ABSENT || work->stopped)
            return false;
        *e = (struct err){0};
        missing[i] = true;
        n = before;
    }
    evidence->case_missing = missing;
    evidence->runs = runs;
    evidence->run_count = n;
    return true;
}

/* --- schedules ---------------------------------------------------------------------------------------------------- */

/* The values that share their schedules: of one case, with one strategy and one seed. */
static bool share_schedules(const struct rubric_value *a, const struct rubric_value *b)
{
    return a->which_case == b->which_case && a->strategy == b->strategy && a->seed == b->seed;
}

/* The schedules of values[first], and of all later ones that share them. */
static size_t group_values(const struct rubric *rubric, size_t first, const struct rubric_value **out)
{
    size_t count = 0;
    for (size_t i = 0; i < first; i++)
        if (share_schedules(&rubric->values[i], &rubric->values[first]))
            return 0; /* was among those */
    for (size_t i = first; i < rubric->value_count; i++)
        if (share_schedules(&rubric->values[i], &rubric->values[first]))
            out[count++] = &rubric->values[i];
    return count;
}

static bool run_race(struct work *work, const struct race_job *job, struct evidence *evidence,
                     struct race_evidence *races, struct err *e)
{
    if (!tell(work, "trying schedules", e) || !race_run(work->box, job, work->arena, &races[evidence->race_count], e))
        return false;
    evidence->race_count++;
    return !work->stopped || err_set(e, ERR_ABSENT, "stopped while trying schedules");
}

/* All schedules that values ask for. */
static bool run_groups(struct work *work, struct race_job *job, struct evidence *evidence, struct race_evidence *races,
                       struct err *e)
{
    const struct rubric *rubric = work->job->rubric;
    for (size_t i = 0; i < rubric->value_count; i++) {
        const struct rubric_value **values =
            arena_alloc(work->arena, rubric->value_count, sizeof(const struct rubric_value *));
        job->which_case = rubric->values[i].which_case;
        job->value_count = group_values(rubric, i, values);
        job->values = values;
        if (job->value_count > 0 && !run_race(work, job, evidence, races, e))
            return false;
    }
    return true;
}

/* On a tape that has not all of it, nothing is known of any value. */
static bool forget_races(struct work *work, struct evidence *evidence, struct err *e)
{
    if (work->job->tape_mode != TAPE_REPLAY || e->code != ERR_ABSENT || work->stopped)
        return false;
    bool *missing = arena_alloc(work->arena, work->job->rubric->value_count + 1, sizeof *missing);
    for (size_t i = 0; i < work->job->rubric->value_count; i++)
        missing[i] = true;
    *e = (struct err){0};
    evidence->value_missing = missing;
    evidence->race_count = 0;
    return true;
}

/* What the program ends with in other schedules than those that happened: asked by a rubric with values, and by who has
 * no rubric, for programs in which schedules can matter. */
static bool run_races(struct work *work, const struct source *sources, size_t source_count, struct evidence *evidence,
                      struct err *e)
{
    const struct rubric *rubric = work->job->rubric;
    const uint32_t schedules = rubric->criterion_count == 0 && rubric->value_count == 0
                                   ? race_schedules(&evidence->build, sources, source_count)
                                   : 0;
    const bool by_itself = schedules > 0;
    if (rubric->value_count == 0 && !by_itself)
        return true;
    struct race_evidence *races = arena_alloc(work->arena, rubric->value_count + 1, sizeof *races);
    struct race_job job = {.rubric = rubric,
                           .files = sources,
                           .file_count = source_count,
                           .schedules = schedules,
                           .only = work->job->replay,
                           .on_event = go_on,
                           .context = work};
    evidence->races = races;
    bool ran = tell(work, "compiling", e) && build_race(work->box, rubric, sources, source_count, go_on, work,
                                                        work->arena, &job.program, &job.why, e);
    ran = ran && (by_itself ? run_race(work, &job, evidence, races, e) : run_groups(work, &job, evidence, races, e));
    return ran || forget_races(work, evidence, e);
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

static double ms_since(uint64_t begin_ns)
{
    return (double)(clock_ns() - begin_ns) / 1e6;
}

static bool grade(struct box *box, const struct pipeline_job *job, struct arena *arena, struct grade *out,
                  struct err *e)
{
    struct work work = {.box = box, .job = job, .arena = arena};
    struct evidence evidence = {0};
    struct grade_timing timing = {0};
    struct bytes program = {0};
    const struct source *files = job->files;
    size_t file_count = job->file_count;
    const char *compiler;
    struct err fault = {0};
    uint64_t begin_ns = clock_ns();

    if (!build_compiler(arena, &compiler, e))
        return false;
    const struct source *compiled = NULL;
    if (take_sources(&work, &files, &file_count, &fault)) {
        compiled = files;
        if (!tell(&work, "compiling", e) || !build_own_kit(job->rubric, &compiled, file_count, arena, e) ||
            !build_program(box, job->rubric, compiled, file_count, wants_symbols(job->rubric), go_on, &work, arena,
                           &evidence.build, &program, e))
            return false;
    } else if (fault.code == ERR_INPUT || fault.code == ERR_LIMIT) {
        refuse(fault.text, arena, &evidence.build);
    } else {
        return err_set(e, fault.code, "%s", fault.text);
    }
    timing.compile = ms_since(begin_ns);

    uint64_t run_ns = clock_ns();
    if (evidence.build.compiled && (!run_cases(&work, program, compiled, file_count, &evidence, e) ||
                                    !run_races(&work, compiled, file_count, &evidence, e)))
        return false;
    timing.run = ms_since(run_ns);

    struct grade judged = {0};
    judge(job->rubric, &evidence, arena, &judged);
    judged.id = job->submission_id;
    judged.rubric_version = job->rubric_version;
    judged.files = files;
    judged.file_count = file_count;
    judged.seed = job->seed;
    judged.compiler = compiler;
    timing.total = ms_since(begin_ns);
    judged.timing = timing;
    *out = judged;
    return true;
}

bool pipeline_grade(struct box *box, const struct pipeline_job *job, struct arena *arena, struct grade *out,
                    struct err *e)
{
    box_tape(box, job->tape, job->tape_mode);
    bool ok = grade(box, job, arena, out, e);
    box_tape(box, NULL, TAPE_RECORD);
    return ok;
}
