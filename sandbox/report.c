/* report.c -- how a run ended: a pure fold over its events. */
#include "sandbox/report.h"

#include <inttypes.h>
#include <signal.h>
#include <string.h>

/* Nothing here trusts a number: the stream comes from another process. What contradicts itself breaks the run (our
 * fault), and so does a fact about a task that was never announced, unless the log had overflowed. */

enum { NAME_BYTES_MAX = 48 };

struct process {
    struct report_process said;
    uint32_t children; /* forked so far */
    uint32_t hit;      /* number of the last signal that hit it; 0: none did */
    uint32_t no_exec;  /* number of its last exec, if that failed */
    bool forbidden;    /* the policy killed it */
    bool first_task_ended;
};

struct report_fold {
    struct arena *arena;
    struct fds *fds;
    struct err broken; /* the first thing that was wrong; ERR_NONE while all is well */
    uint32_t next;     /* number of the next event */
    bool ended;        /* EV_END was seen */
    bool killing;      /* from here on a SIGKILL is the grader's */
    bool unknown_task; /* a fact about a task that was not announced */
    enum run_cause cause;
    struct report report;
    uint32_t *process_of; /* task id -> index in processes + 1; 0: no such task */
    size_t task_capacity;
    struct process *processes;
    size_t process_count, process_capacity;
    int file_of[SPEC_FILES_MAX]; /* index in spec.files -> index in report.files, -1: not to be copied out */
    bool *file_told;
};

const char *outcome_name(enum outcome outcome)
{
    static const char *const names[] = {
#define OUTCOME(name, text) text,
        OUTCOMES(OUTCOME)
#undef OUTCOME
    };
    CHECK((unsigned)outcome < OUTCOME_COUNT);
    return names[outcome];
}

struct report_fold *report_begin(struct arena *arena, const struct spec *spec)
{
    struct report_fold *fold = arena_alloc(arena, 1, sizeof *fold);
    fold->arena = arena;
    fold->fds = fds_begin(arena);
    fold->report.limits = spec->limits;
    fold->report.files = arena_alloc(arena, spec->file_count + 1, sizeof *fold->report.files);
    fold->file_told = arena_alloc(arena, spec->file_count + 1, sizeof *fold->file_told);
    for (uint32_t i = 0; i < SPEC_FILES_MAX; i++)
        fold->file_of[i] = -1;
    for (uint32_t i = 0; i < spec->file_count; i++) {
        if (spec->files[i].place != PLACE_OUT)
            continue;
        fold->file_of[i] = (int)fold->report.file_count;
        fold->report.files[fold->report.file_count++] = (struct report_file){
            .name = arena_string(arena, spec_text(spec, spec->files[i].name)), .fate = FILE_ABSENT};
    }
    return fold;
}

static struct process *process_of(struct report_fold *fold, uint32_t task)
{
    if (task == 0 || task >= fold->task_capacity || fold->process_of[task] == 0) {
        fold->unknown_task = true;
        return NULL;
    }
    return &fold->processes[fold->process_of[task] - 1];
}

/* A program that forks a chain of thousands would otherwise get names of thousands of numbers: quadratic memory. */
static const char *process_name(struct report_fold *fold, struct process *parent)
{
    if (!parent)
        return fold->process_count == 0 ? "parent" : arena_printf(fold->arena, "process %zu", fold->process_count + 1);
    parent->children++;
    const char *above = parent->said.name;
    if (strlen(above) > NAME_BYTES_MAX || strncmp(above, "process ", 8) == 0)
        return arena_printf(fold->arena, "process %zu", fold->process_count + 1);
    bool first = strcmp(above, "parent") == 0;
    return arena_printf(fold->arena, first ? "child %s%" PRIu32 : "%s.%" PRIu32, first ? "" : above, parent->children);
}

static void process_add(struct report_fold *fold, uint32_t task, struct process *parent)
{
    int parent_index = parent ? (int)(parent - fold->processes) : -1;
    struct process fresh = {.said = {.name = process_name(fold, parent),
                                     .parent = parent_index,
                                     .exit_code = -1,
                                     .ended_by = ENDED_NOT,
                                     .id = task,
                                     .threads = 1,
                                     .program = ""}};
    fold->processes =
        arena_grow(fold->arena, fold->processes, fold->process_count, &fold->process_capacity, sizeof *fold->processes);
    fold->processes[fold->process_count++] = fresh;
    fold->process_of[task] = (uint32_t)fold->process_count;
}

static void see_task(struct report_fold *fold, const struct event *ev)
{
    bool first = ev->arg[1] == TASK_FIRST;
    if (ev->task == 0 || ev->task > EVENTS_MAX || first != (ev->task == 1)) {
        (void)err_set(&fold->broken, ERR_SYSTEM, "task %" PRIu32 " cannot be", ev->task); /* recorded is enough */
        return;
    }
    fold->process_of =
        arena_grow(fold->arena, fold->process_of, ev->task, &fold->task_capacity, sizeof *fold->process_of);
    if (fold->process_of[ev->task] != 0) {
        (void)err_set(&fold->broken, ERR_SYSTEM, "task %" PRIu32 " came twice", ev->task); /* recorded is enough */
        return;
    }
    struct process *parent = NULL;
    if (!first)
        parent = process_of(fold, ev->arg[0] > 0 && ev->arg[0] <= EVENTS_MAX ? (uint32_t)ev->arg[0] : 0);
    if (ev->arg[1] != TASK_THREAD) {
        process_add(fold, ev->task, parent);
        return;
    }
    struct process *owner = process_of(fold, ev->process);
    if (!owner)
        return;
    owner->said.threads++;
    fold->process_of[ev->task] = (uint32_t)(owner - fold->processes) + 1;
}

static void see_exit(struct report_fold *fold, const struct event *ev)
{
    struct process *p = process_of(fold, ev->task);
    if (!p)
        return;
    bool first_task = ev->task == p->said.id;
    if (p->first_task_ended && !first_task)
        return; /* the first task's status is the process's, whichever task ends last */
    p->first_task_ended = first_task;
    p->said.exit_code = ev->arg[1] == 0 ? (int)ev->arg[0] : -1;
    p->said.signal = (int)ev->arg[1];
    bool ours = (p->said.signal == SIGKILL && fold->killing) || (p->said.signal == SIGSYS && p->forbidden);
    if (p->said.signal == 0)
        p->said.ended_by = ENDED_ITSELF;
    else
        p->said.ended_by = ours ? ENDED_BY_GRADER : ENDED_BY_SIGNAL;
    if (first_task && ev->task == 1)
        fold->killing = true; /* when the first process is gone, the sandbox ends those it left behind */
}

static void see_file(struct report_fold *fold, const struct event *ev)
{
    int64_t index = ev->arg[0];
    if (index < 0 || index >= SPEC_FILES_MAX || fold->file_of[index] < 0) {
        (void)err_set(&fold->broken, ERR_SYSTEM, "word of a file that was not asked for"); /* recorded is enough */
        return;
    }
    size_t at = (size_t)fold->file_of[index];
    fold->report.files[at].fate = (enum file_fate)ev->arg[1];
    fold->file_told[at] = true;
}

static void see_end(struct report_fold *fold, const struct event *ev)
{
    fold->ended = true;
    fold->cause = (enum run_cause)ev->arg[0];
    fold->report.cpu_ns = (uint64_t)ev->arg[1];
    fold->report.wall_ns = (uint64_t)ev->arg[2];
    fold->report.peak_memory_kib = (uint64_t)ev->arg[3];
}

static void see_about_task(struct report_fold *fold, const struct event *ev)
{
    struct process *p = process_of(fold, ev->task);
    if (!p)
        return;
    struct waits_stack stack = {(uint32_t)ev->arg[0], (uint32_t)ev->arg[1]};
    if (ev->kind == EV_EXEC) {
        p->said.program = arena_string(fold->arena, ev->text);
        p->said.no_exec = (struct report_no_exec){.program = NULL};
        p->no_exec = 0;
    } else if (ev->kind == EV_NO_EXEC) {
        p->said.no_exec = (struct report_no_exec){arena_string(fold->arena, ev->text), (int)ev->arg[0], {0}};
        p->no_exec = ev->number;
    } else if (ev->kind == EV_ECHO) {
        p->said.echo = arena_string(fold->arena, ev->text);
    } else if (ev->kind == EV_SIGNAL) {
        p->hit = ev->number;
        p->said.hit_at = (struct waits_stack){0};
    } else if (ev->kind == EV_STACK) {
        if (p->hit == ev->arg[2] && p->hit > 0) /* that is where the signal hit it */
            p->said.hit_at = stack;
        if (p->no_exec == ev->arg[2] && p->no_exec > 0)
            p->said.no_exec.at = stack;
    } else {
        p->forbidden = true;
        fold->killing = true;
        if (!fold->report.forbidden_call)
            fold->report.forbidden_call = arena_string(fold->arena, ev->text);
    }
}

static void see_output(struct report *report, const struct event *ev)
{
    struct report_stream *stream = ev->arg[0] == 1 ? &report->out : &report->err;
    stream->bytes = (uint64_t)ev->arg[1];
    stream->truncated = ev->arg[2] != 0;
}

static bool makes_sense(const struct report_fold *fold, const struct event *ev)
{
    struct event wire = *ev;
    wire.source = 0; /* the reader has set it already */
    return !fold->ended && event_ok(&wire, fold->next) && (ev->kind == EV_BEGIN) == (fold->next == 0);
}

void report_see(struct report_fold *fold, const struct event *ev)
{
    if (fold->broken.code == ERR_NONE && !makes_sense(fold, ev))
        (void)err_set(&fold->broken, ERR_SYSTEM, "the sandbox's event %" PRIu32 " makes no sense", fold->next);
    if (fold->broken.code != ERR_NONE)
        return; /* recorded is enough */
    fold->next++;
    fds_see(fold->fds, ev);
    timeline_see(&fold->report.timeline, ev, fold->arena);
    switch ((enum event_kind)ev->kind) {
    case EV_BEGIN:
        fold->report.isolation = (enum isolation)ev->arg[0];
        fold->report.layers = (uint32_t)ev->arg[1];
        break;
    case EV_TASK:
        see_task(fold, ev);
        break;
    case EV_EXEC:
    case EV_NO_EXEC:
    case EV_ECHO:
    case EV_SIGNAL:
    case EV_STACK:
    case EV_FORBIDDEN:
        see_about_task(fold, ev);
        break;
    case EV_EXIT:
        see_exit(fold, ev);
        break;
    case EV_OUTPUT:
        see_output(&fold->report, ev);
        break;
    case EV_LIMIT:
    case EV_STOPPED:
        fold->killing = true;
        break;
    case EV_FILE:
        see_file(fold, ev);
        break;
    case EV_OVERFLOW:
        fold->report.lost_events += (uint64_t)ev->arg[0];
        break;
    case EV_BROKEN:
        (void)err_set(&fold->broken, ERR_SYSTEM, "%s",
                      *ev->text ? ev->text : "it broke without a word"); /* recorded is enough */
        break;
    case EV_END:
        see_end(fold, ev);
        break;
    case EV_PIPE:
    case EV_CUT:
    case EV_BLOCKED:
    case EV_HELD:
    case EV_WORD:
    case EV_CUT_END:
    case EV_SPIN:
    case EV_FD_MADE:
    case EV_FD_COPIED:
    case EV_FD_CLOSED:
    case EV_FD_USED:
    case EV_FD_EOF:
    case EV_FD_UNSEEN:
    case EV_FD_ASKED:
    case EV_FD_BAD:
    case EV_FD_BROKEN:
    case EV_FD_TABLE:
    case EV_FD_KEPT:
    case EV_CHILD_LEFT:
    case EV_UNSENT:
    case EV_REFUSED: /* these are the observers' business */
    case EV_COUNT:
        break;
    }
}

/* What the first process left as its status says nothing when the grader killed it; the cause does. */
static bool set_outcome(struct report *report, enum run_cause cause, const struct process *first, struct err *e)
{
    static const enum outcome by_cause[CAUSE_COUNT] = {
        [CAUSE_CPU] = OUTCOME_CPU_LIMIT,       [CAUSE_WALL] = OUTCOME_WALL_LIMIT,
        [CAUSE_MEMORY] = OUTCOME_MEMORY_LIMIT, [CAUSE_PROCESSES] = OUTCOME_PROCESS_LIMIT,
        [CAUSE_OUTPUT] = OUTCOME_OUTPUT_LIMIT, [CAUSE_FORBIDDEN] = OUTCOME_FORBIDDEN_CALL,
        [CAUSE_STOPPED] = OUTCOME_SIGNALED,
    };
    bool by_grader = first->said.ended_by == ENDED_BY_GRADER;
    report->exit_code = first->said.exit_code;
    report->signal = by_grader ? 0 : first->said.signal;
    if (cause == CAUSE_STOPPED)
        report->signal = SIGKILL; /* stopped on the caller's word, who knows why */
    if (cause != CAUSE_ENDED) {
        report->outcome = by_cause[cause];
        return true;
    }
    if (first->said.ended_by == ENDED_NOT || by_grader)
        return err_set(e, ERR_SYSTEM, "the run ended, but the sandbox does not say how");
    report->outcome = first->said.ended_by == ENDED_ITSELF ? OUTCOME_EXITED : OUTCOME_SIGNALED;
    return true;
}

bool report_end(struct report_fold *fold, struct report *out, struct err *e)
{
    struct report *report = &fold->report;
    if (fold->broken.code != ERR_NONE)
        return err_set(e, ERR_SYSTEM, "%s", fold->broken.text);
    if (!fold->ended)
        return err_set(e, ERR_SYSTEM, "the sandbox stopped before the end of the run (after %" PRIu32 " events)",
                       fold->next);
    if (fold->process_count == 0)
        return err_set(e, ERR_SYSTEM, "the run ended before it began");
    if (fold->unknown_task && report->lost_events == 0)
        return err_set(e, ERR_SYSTEM, "the sandbox told of a task it never announced");
    for (size_t i = 0; i < report->file_count; i++)
        if (!fold->file_told[i])
            return err_set(e, ERR_SYSTEM, "the sandbox did not say what became of file '%s'", report->files[i].name);
    for (size_t i = 0; i < fold->process_count && fold->cause == CAUSE_MEMORY; i++) {
        struct report_process *p = &fold->processes[i].said;
        if (p->ended_by == ENDED_BY_SIGNAL && p->signal == SIGKILL)
            p->ended_by = ENDED_BY_GRADER; /* the kernel enforces this limit, and kills before we hear of it */
    }
    if (!set_outcome(report, fold->cause, &fold->processes[0], e))
        return false;
    fds_end(fold->fds, &report->ledger);
    report->process_count = fold->process_count;
    report->processes = arena_alloc(fold->arena, fold->process_count, sizeof *report->processes);
    for (size_t i = 0; i < fold->process_count; i++)
        report->processes[i] = fold->processes[i].said;
    *out = *report;
    return true;
}
