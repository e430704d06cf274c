/* faults.c -- what the report of a run says by itself: limits that were hit, processes that crashed. */
#include "rubrics/faults.h"

#include "rubrics/standing.h"
#include "rubrics/stuck.h"
#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"

#include <ctype.h>
#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>

/* crash: it is one in a child too. The others end a child that somebody meant to end, with kill() for example: in a
 * child they are no fault. */
static const struct signal_row {
    int number;
    const char *name;
    bool crash;
    const char *what, *hint;
} signals[] = {
    {SIGSEGV, "SIGSEGV", true, "it used memory that is not its own",
     "A pointer points nowhere: NULL, never set (was the result of malloc, mmap or fopen looked at?) or to memory that "
     "was given back with free() or munmap(); an index lies outside its array; a mapping is written to without "
     "PROT_WRITE; a local array is larger than the stack (8 MiB); or a function calls itself for ever."},
    {SIGABRT, "SIGABRT", true, "the program or the C library called abort()",
     "An assert() failed, or the C library found the heap damaged (free() twice, writing past a block). The text on "
     "stderr says which; built with -g -fsanitize=address, the program names the line."},
    {SIGFPE, "SIGFPE", true, "it divided an integer by zero",
     "Look at every / and % whose right side can be 0, also when nothing was read or received into it."},
    {SIGPIPE, "SIGPIPE", true, "it wrote to a pipe that nobody could read any more",
     "Every read end of the pipe was closed already: the reader had ended, or closed its end too early. Let the reader "
     "read until read() returns 0 before it closes its end; or ignore SIGPIPE and handle write() returning -1 with "
     "errno EPIPE."},
    {SIGBUS, "SIGBUS", true, "it used a part of a mapping that has no memory behind it",
     "Most often a shared memory object or file that is shorter than what was mapped: call ftruncate() with the full "
     "size before mmap()."},
    {SIGILL, "SIGILL", true, "it ran into an instruction that does not exist",
     "A function pointer is wrong, or a function that promises a value ends without a return."},
    {SIGTRAP, "SIGTRAP", true, "it ran into a trap", "A check that the compiler put in failed."},
    {SIGXFSZ, "SIGXFSZ", true, "it wrote more to a file than a file may hold here",
     "A loop that writes does not end: look at the condition that should end it."},
    {SIGALRM, "SIGALRM", false, "its alarm() went off and no handler was set",
     "If the alarm is meant to interrupt a call, set a handler with sigaction() first; if it guards against waiting "
     "for "
     "ever, then the program was waiting for ever."},
    {SIGTERM, "SIGTERM", false, "a process of the program sent it", ""},
    {SIGKILL, "SIGKILL", false, "a process of the program sent it", ""},
    {SIGINT, "SIGINT", false, "a process of the program sent it", ""},
    {SIGHUP, "SIGHUP", false, "a process of the program sent it", ""},
    {SIGQUIT, "SIGQUIT", false, "a process of the program sent it", ""},
    {SIGUSR1, "SIGUSR1", false, "a process of the program sent it and no handler was set", ""},
    {SIGUSR2, "SIGUSR2", false, "a process of the program sent it and no handler was set", ""},
};
/* The kernel loads no program whose variables outside of functions would not fit into all its memory. */
static const struct signal_row never_loaded = {
    SIGSEGV, "SIGSEGV", true, "it could not begin, as its static arrays are larger than all memory there is",
    "Arrays outside of functions, and those that are declared static, are there from the beginning to the end. "
    "Multiply the sizes of each: one has thousands of MiB. Make it as large as is needed, or take that with malloc() "
    "and look at what it returns."};
static const char kill_hint[] =
    "Look at each kill(): kill(0, ...) and kill(-1, ...) also hit the process that calls them, and so does a pid "
    "variable that is still 0. A signal that is meant as a message needs its handler (sigaction) before it can arrive.";

static const struct signal_row *signal_row(int number)
{
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (signals[i].number == number)
            return &signals[i];
    return NULL;
}

const char *signal_text(int number, struct arena *arena)
{
    const struct signal_row *row = signal_row(number);
    return row ? row->name : arena_printf(arena, "signal %d", number);
}

enum { PLACES_MAX = 4 };

static const char *size_text(uint64_t kib, struct arena *arena)
{
    return kib >= 1024 && kib % 1024 == 0 ? arena_printf(arena, "%llu MiB", (unsigned long long)kib / 1024)
                                          : arena_printf(arena, "%llu KiB", (unsigned long long)kib);
}

static const char *seconds_text(uint32_t ms, struct arena *arena)
{
    return ms % 1000 == 0 ? arena_printf(arena, "%u s", ms / 1000) : arena_printf(arena, "%g s", ms / 1000.0);
}

/* "parent, child 1 and child 2" of the processes that ended in this way; "" if none. At most six by name. */
static const char *names_of(const struct report *report, enum ended_by how, bool *several, struct arena *arena)
{
    enum { NAMES_MAX = 6 };
    size_t total = 0;
    for (size_t i = 0; i < report->process_count; i++)
        total += report->processes[i].ended_by == how;
    *several = total > 1;
    AUTO_BUF struct buf text = {0};
    size_t shown = total <= NAMES_MAX ? total : NAMES_MAX - 1;
    for (size_t i = 0, n = 0; i < report->process_count && n < shown; i++) {
        if (report->processes[i].ended_by != how)
            continue;
        buf_add_link(&text, n++, total, " and ");
        const struct report_process *process = &report->processes[i];
        bool runs_another = how == ENDED_BY_GRADER && process->parent >= 0 && *process->program;
        buf_add_string(&text, process->name);
        if (runs_another)
            buf_printf(&text, " (running %s)", process->program);
    }
    buf_add_more(&text, shown, total);
    return text.data ? arena_string(arena, text.data) : "";
}

/* We know that it did not end, and who was there. Whether they waited for each other is not ours to say here. */
static void say_wall(struct finding *f, const struct report *report, struct arena *arena)
{
    bool several, done_several;
    const char *alive = names_of(report, ENDED_BY_GRADER, &several, arena);
    const char *done = names_of(report, ENDED_ITSELF, &done_several, arena);
    const char *limit = seconds_text(report->limits.wall_ms, arena);
    f->message = arena_printf(
        arena, "The program did not end within %s.%s%s%s%s%s%s", limit, *alive ? " When it was stopped, " : "", alive,
        *alive ? (several ? " were still there" : " was still there") : "", *alive && *done ? "; " : "",
        *alive ? done : "",
        *alive && *done ? (done_several ? " had ended by themselves." : " had ended by itself.") : (*alive ? "." : ""));
    struct place *places = arena_alloc(arena, PLACES_MAX, sizeof *places);
    const char *slept = standing_text(report, arena, places, &f->where_count, PLACES_MAX);
    f->message = arena_printf(arena, "%s%s", f->message, slept);
    f->where = places;
    const char *event = NULL;
    for (size_t i = 0; i < report->deadlock.other_count && !event; i++)
        event = stuck_event_hint(report, &report->deadlock.others[i]);
    bool no_pipe = report->ledger.is_whole && report->ledger.object_count == 0;
    f->hint =
        no_pipe
            ? "It made no pipe, so nobody waits for the end of one. Usual reasons: a loop with a sleep() in it that "
              "goes on for "
              "longer than you think, or for ever; somebody who sleeps while he holds a lock or a semaphore that "
              "others need; "
              "or a wait for a time that is far away."
            : "The usual reason: read() waits for the end of a pipe that never comes. A reader only sees the end when "
              "every copy of the write end is closed, and fork() copies both ends into every child. So each process "
              "closes, right after fork(), the ends it does not use (the reader its own write end too), and the parent "
              "closes all it does not use before it waits. Other reasons: two processes that each wait for the other "
              "to "
              "send first, wait() for a child that is still waiting to be sent something, or a long sleep().";
    f->hint = event ? arena_printf(arena, "%s %s", event, f->hint) : f->hint;
}

static void say_limit(struct finding *f, const struct report *report, struct arena *arena)
{
    const struct limits *limits = &report->limits;
    if (f->code == FINDING_WALL_LIMIT) {
        say_wall(f, report, arena);
    } else if (f->code == FINDING_CPU_LIMIT) {
        f->message = arena_printf(arena, "The program computed for more than %s and was stopped.",
                                  seconds_text(limits->cpu_ms, arena));
        f->hint =
            "A loop does not end, or a process asks again and again (while (!ready) ;) where it should wait in a "
            "call such as read(), sem_wait() or waitpid(). Note that while (read(...) != 0) never ends once read() "
            "returns -1.";
    } else if (f->code == FINDING_MEMORY_LIMIT) {
        f->message = arena_printf(
            arena, "The program needed more than %s of memory, all its processes together, and was stopped.",
            size_text(limits->memory_kib, arena));
        f->hint =
            "Look for malloc() in a loop without free(), a function that calls itself for ever, very big arrays, or "
            "more processes than you meant to start.";
    } else if (f->code == FINDING_PROCESS_LIMIT) {
        f->message = arena_printf(arena, "The program had more than %u processes and threads at once and was stopped.",
                                  limits->processes);
        f->hint = "fork() in a loop doubles the processes at each turn when the children go on with the loop: end each "
                  "child with _exit() as soon as its work is done, and wait for children that have ended.";
    } else {
        const char *stream = report->out.truncated ? "stdout" : report->err.truncated ? "stderr" : "stdout or stderr";
        f->message = arena_printf(arena, "The program printed more than %s to %s and was stopped.",
                                  size_text(limits->output_kib, arena), stream);
        f->hint = "A loop that prints does not end. Loops over read(), fgets() or scanf() must also stop when the call "
                  "fails or finds the end: while ((n = read(fd, buffer, sizeof buffer)) > 0).";
    }
}

/* One thing seen in the runs. Two are the same when code, signal and call are: who of many equal children it was, and
 * how many of them, may differ from run to run. */
struct fault {
    enum finding_code code;
    int signal;
    bool first_process;                    /* crash: of the first process, not of a child */
    const char *call;                      /* forbidden-call, else "" */
    size_t first_run, last_run, runs_seen; /* indexes in the runs of the case */
};

enum { FAULTS_MAX = 32 };
struct faults {
    struct fault items[FAULTS_MAX];
    size_t count;
};

static void note(struct faults *all, size_t run, struct fault seen)
{
    for (size_t i = 0; i < all->count; i++) {
        struct fault *known = &all->items[i];
        if (known->code != seen.code || known->signal != seen.signal || known->first_process != seen.first_process ||
            strcmp(known->call, seen.call) != 0)
            continue;
        known->runs_seen += known->last_run != run;
        known->last_run = run;
        return;
    }
    if (all->count == FAULTS_MAX)
        return; /* more kinds than that in one case teach nothing more */
    seen.first_run = seen.last_run = run;
    seen.runs_seen = 1;
    all->items[all->count++] = seen;
}

static bool is_crash(const struct report_process *process, bool first)
{
    if (process->ended_by != ENDED_BY_SIGNAL || process->signal == 0)
        return false;
    const struct signal_row *row = signal_row(process->signal);
    return first || (row && row->crash);
}

static void note_run(struct faults *all, size_t run, const struct report *report)
{
    static const struct {
        enum outcome outcome;
        enum finding_code code;
    } limits[] = {
        {OUTCOME_CPU_LIMIT, FINDING_CPU_LIMIT},       {OUTCOME_WALL_LIMIT, FINDING_WALL_LIMIT},
        {OUTCOME_MEMORY_LIMIT, FINDING_MEMORY_LIMIT}, {OUTCOME_PROCESS_LIMIT, FINDING_PROCESS_LIMIT},
        {OUTCOME_OUTPUT_LIMIT, FINDING_OUTPUT_LIMIT},
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        if (report->outcome == limits[i].outcome)
            note(all, run, (struct fault){.code = limits[i].code, .call = ""});
    if (report->outcome == OUTCOME_FORBIDDEN_CALL || report->forbidden_call)
        note(all, run,
             (struct fault){.code = FINDING_FORBIDDEN_CALL,
                            .call = report->forbidden_call ? report->forbidden_call : "a system call"});
    for (size_t i = 0; i < report->process_count; i++)
        if (is_crash(&report->processes[i], i == 0))
            note(
                all, run,
                (struct fault){
                    .code = FINDING_CRASH, .signal = report->processes[i].signal, .first_process = i == 0, .call = ""});
}

/* " at line 18", " in strlen() at line 18", and adds that line to the finding; "" when it is not known. */
static const char *crash_place(struct finding *f, const struct report *report, const struct report_process *process,
                               struct arena *arena)
{
    const struct report_place *place = stuck_place(report, process->hit_at);
    struct place *where = arena_alloc(arena, 1, sizeof *where);
    if (!place)
        return "";
    *where = (struct place){.file = place->file, .line = place->line, .function = place->function};
    f->where = where;
    f->where_count = 1;
    const char *called = strcmp(place->called, "assert_fail") == 0 ? "assert" : place->called;
    return *called ? arena_printf(arena, " in %s() at line %" PRIu32, called, place->line)
                   : arena_printf(arena, " at line %" PRIu32, place->line);
}

static void say_crash(struct finding *f, const struct fault *fault, const struct report *report, struct arena *arena)
{
    const struct report_process *who = NULL;
    size_t more = 0;
    for (size_t i = fault->first_process ? 0 : 1; i < (fault->first_process ? 1 : report->process_count); i++) {
        if (!is_crash(&report->processes[i], i == 0) || report->processes[i].signal != fault->signal)
            continue;
        more += who != NULL;
        who = who ? who : &report->processes[i];
    }
    CHECK(who); /* note_run saw it in this report */
    bool never_began = fault->first_process && fault->signal == SIGSEGV && who->program && !*who->program;
    const struct signal_row *row = never_began ? &never_loaded : signal_row(fault->signal);
    f->process = who->name;
    bool exec = who->program && *who->program && strcmp(who->program, PROGRAM_NAME) != 0; /* another one's fault */
    bool is_cut = !fault->first_process && fault->signal == SIGPIPE;
    f->severity = is_cut && exec ? SEVERITY_NOTE : is_cut ? SEVERITY_WARNING : SEVERITY_ERROR;
    const char *program = exec ? arena_printf(arena, " (running %s)", who->program) : "";
    const char *others = more == 0 ? "" : arena_printf(arena, " and %zu more", more);
    const char *name = fault->first_process ? "the parent" : who->name;
    const char *place = crash_place(f, report, who, arena), *what = row ? row->what : "";
    bool each = more > 0 && strncmp(what, "it ", 3) == 0;
    f->message = arena_printf(arena, "%c%s%s%s %s ended by %s%s%s%s%s.", toupper((unsigned char)*name), name + 1,
                              program, others, more ? "were" : "was", signal_text(fault->signal, arena), place,
                              row ? ": " : "", each ? "each" : "", each ? what + 2 : what);
    f->hint = row && (row->crash || *row->hint) ? row->hint : kill_hint;
    if (fault->signal == SIGABRT && strncmp(place, " in abort()", 11) == 0)
        f->hint =
            "abort() ends a process by this signal. To end it because of an error, tell what went wrong on stderr "
            "and use exit(1).";
    if (fault->signal == SIGSEGV && f->where_count == 0 && !never_began)
        f->hint =
            arena_printf(arena, "%s Built with -g -fsanitize=address, the program names the line itself.", f->hint);
    if (is_cut && exec)
        f->hint =
            "So ends every writer of a pipeline whose reader has seen enough (yes | head). If the reader is meant to "
            "see all of it, it must read until read() returns 0.";
}

static void say_forbidden(struct finding *f, const struct fault *fault, const struct report *report,
                          struct arena *arena)
{
    for (size_t i = 0; i < report->process_count && !f->process; i++)
        if (report->processes[i].signal == SIGSYS)
            f->process = report->processes[i].name;
    f->message = arena_printf(arena, "%s called %s, which a graded program may not use, and was stopped.",
                              f->process ? f->process : "The program", fault->call);
    f->hint =
        "Pipes, processes, threads, signals, shared memory and files of its own are all there for your program. If "
        "your solution really needs this call, tell your instructor the name of it.";
}

const char *runs_text(size_t first, size_t seen, size_t count, struct arena *arena)
{
    if (seen == count)
        return "";
    if (seen == 1)
        return arena_printf(arena, " Seen in run %zu of %zu only.", first + 1, count);
    return arena_printf(arena, " Seen in %zu of %zu runs, first in run %zu.", seen, count, first + 1);
}

void faults_find(const struct run_evidence *runs, size_t count, struct arena *arena, struct findings *out)
{
    struct faults all = {.count = 0};
    for (size_t i = 0; i < count; i++)
        note_run(&all, i, &runs[i].report);
    for (size_t i = 0; i < all.count; i++) {
        const struct fault *fault = &all.items[i];
        const struct run_evidence *run = &runs[fault->first_run];
        struct finding *f = findings_add(out, arena);
        f->code = fault->code;
        f->severity = SEVERITY_ERROR;
        f->case_id = run->case_id;
        f->run = run->case_id ? run->run : 0;
        if (fault->code == FINDING_CRASH)
            say_crash(f, fault, &run->report, arena);
        else if (fault->code == FINDING_FORBIDDEN_CALL)
            say_forbidden(f, fault, &run->report, arena);
        else
            say_limit(f, &run->report, arena);
        const char *when = runs_text(fault->first_run, fault->runs_seen, count, arena);
        f->message = *when ? arena_printf(arena, "%s%s", f->message, when) : f->message;
    }
}
