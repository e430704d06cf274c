/* race_read.c -- a race result in words: races, misuse, waits, values with their outcomes, witnesses. */
#include "server/race_parts.h"

#include <inttypes.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

/* Pure: result and names to evidence. Texts of the result are the guest's: processes and calls are looked at, output is
 * the program's own and goes through the doors that all output goes through. */

enum { STEPS_ALL = 40 }; /* a witness of fewer steps has all that matter */
enum { TEXT_MAX = 60, OUTCOME_TEXT_MAX = 2000, SUBJECT_MAX = 16 * 1024 };

struct reading {
    const struct race_job *job;
    const struct race_result *result;
    const struct race_names *names;
    struct arena *arena;
    const struct witness_seen **of_outcome, **of_race, **of_deadlock; /* by index; NULL: none was kept */
};

/* "parent", "child 2.1": what every process of every document is called; anything else is a forgery. */
const char *race_process_name(struct bytes text, struct arena *arena)
{
    const char *name = race_clean(text, TEXT_MAX, arena);
    bool child = strncmp(name, "child ", 6) == 0 && name[6] && name[6 + strspn(name + 6, "0123456789.")] == '\0';
    return child || strcmp(name, "parent") == 0 ? name : "a process";
}

static const char *object_text(const struct reading *r, uint32_t object)
{
    return race_object_name(r->names, object)->text;
}

static bool is_nameless(const struct race_object *object)
{
    return object->kind == RACE_OBJECT_OTHER && object->name.size == 0 && object->process.size == 0;
}

/* The same, of an object that may have no name: a thread's process is no name for it. */
static const char *object_at(const struct reading *r, uint32_t object)
{
    const struct race_object *of = &r->result->objects[object];
    if (is_nameless(of))
        return "";
    if (of->kind == RACE_OBJECT_TASK && of->offset > 1)
        return arena_printf(r->arena, "thread %" PRIu64, of->offset);
    return object_text(r, object);
}

/* --- witnesses ---------------------------------------------------------------------------------------------------- */

/* Who is stuck in the end does in his last step what he waits in: of that no line is kept. */
static bool is_stuck_for_signal(const struct reading *r, const struct race_step *step)
{
    const uint32_t deadlock = r->result->witnesses[step->witness].deadlock;
    for (uint32_t i = 0; i < r->result->waiter_count; i++) {
        const struct race_waiter *one = &r->result->waiters[i];
        if (one->deadlock == deadlock && bytes_equal(one->process, step->process) && one->thread == step->thread)
            return bytes_equal(one->call, (struct bytes){"signal", 6});
    }
    return false;
}

static const char *step_text(const struct reading *r, const struct race_step *step)
{
    static const struct {
        const char *verb;
        bool value;
    } verbs[RACE_DOES_COUNT] = {
        [RACE_DOES_READ] = {"reads", true},
        [RACE_DOES_WRITE] = {"writes", true},
        [RACE_DOES_LOCK] = {"takes", false},
        [RACE_DOES_UNLOCK] = {"gives back", false},
        [RACE_DOES_WAIT] = {"waits for", false},
        [RACE_DOES_POST] = {"posts", false},
        [RACE_DOES_CREATE] = {"starts", false},
        [RACE_DOES_EXIT] = {"ends", false},
        [RACE_DOES_SEND] = {"sends to", false},
        [RACE_DOES_RECEIVE] = {"receives from", false},
        [RACE_DOES_SLEEP] = {"sleeps", false},
        [RACE_DOES_OTHER] = {"goes on with", false},
        [RACE_DOES_WAKE] = {"wakes, though nobody signalled, from", false},
        [RACE_DOES_TIME_OUT] = {"waits no longer for", false},
        [RACE_DOES_CRASH] = {"is ended by a signal", false},
    };
    const struct race_name *name = race_object_name(r->names, step->object);
    const struct place place = race_place(r->names, step->stack);
    const char *verb = verbs[step->does].verb;
    if (step->object == RACE_NONE || step->does == RACE_DOES_EXIT || step->does == RACE_DOES_CRASH) /* whom it wakes */
        return step->does == RACE_DOES_OTHER ? "goes on" : verb;
    const struct race_object *object = &r->result->objects[step->object];
    if (is_nameless(object) && step->does == RACE_DOES_WAIT && is_stuck_for_signal(r, step))
        return "waits for a signal";
    if (is_nameless(object) && race_nameless_at(r->job, step->does, &place))
        return race_nameless_at(r->job, step->does, &place);
    if (object->kind == RACE_OBJECT_LOCKFILE && (step->does == RACE_DOES_RECEIVE || step->does == RACE_DOES_SEND))
        return arena_printf(r->arena, "%s %s", step->does == RACE_DOES_SEND ? "writes" : "reads", name->text);
    if (!verbs[step->does].value || step->size == 0 || step->size > 8 || !race_is_number(name))
        return arena_printf(r->arena, "%s %s", verb, object_at(r, step->object));
    return arena_printf(r->arena, "%s %s = %s", verb, name->text,
                        race_number_text(name, step->value, step->size, r->arena));
}

static void read_witnesses(struct reading *r)
{
    const struct race_result *result = r->result;
    r->of_outcome = arena_alloc(r->arena, result->outcome_count + 1, sizeof(const void *));
    r->of_race = arena_alloc(r->arena, result->race_count + 1, sizeof(const void *));
    r->of_deadlock = arena_alloc(r->arena, result->deadlock_count + 1, sizeof(const void *));
    for (uint32_t i = 0; i < result->witness_count; i++) {
        const struct race_witness *from = &result->witnesses[i];
        struct step_seen *steps = arena_alloc(r->arena, result->step_count + 1, sizeof *steps);
        struct witness_seen *witness = arena_alloc(r->arena, 1, sizeof *witness);
        *witness = (struct witness_seen){.seed = from->seed, .steps = steps};
        for (uint32_t k = 0; k < result->step_count; k++) {
            const struct race_step *step = &result->steps[k];
            bool access = step->does == RACE_DOES_READ || step->does == RACE_DOES_WRITE;
            if (step->witness == i && !(access && race_object_name(r->names, step->object)->is_inner))
                steps[witness->step_count++] = (struct step_seen){.process = race_process_name(step->process, r->arena),
                                                                  .thread = step->thread,
                                                                  .does = step_text(r, step),
                                                                  .where = race_place(r->names, step->stack)};
        }
        if (from->outcome != RACE_NONE)
            r->of_outcome[from->outcome] = witness;
        if (from->race != RACE_NONE)
            r->of_race[from->race] = witness;
        if (from->deadlock != RACE_NONE && !r->of_deadlock[from->deadlock])
            r->of_deadlock[from->deadlock] = witness;
        for (uint32_t k = 0; from->deadlock != RACE_NONE && k < result->outcome_count; k++)
            if (result->outcomes[k].deadlock == from->deadlock && !r->of_outcome[k])
                r->of_outcome[k] = witness;
    }
}

/* --- races, misuse, waits ----------------------------------------------------------------------------------------- */

/* Among the first so many rows of what is held. */
static bool is_held(const struct race_result *result, size_t rows, uint32_t set, uint32_t object)
{
    for (size_t i = 0; i < rows; i++)
        if (result->held[i].set == set && result->held[i].object == object)
            return true;
    return false;
}

/* Was it posted by tasks that do not take it, and by nobody who does? Then it is a signal, and not held by who waited
 * for it. Of a long schedule only the end is told: then a take may be missing. */
static bool is_for_signals(const struct reading *r, uint32_t object)
{
    const struct race_result *result = r->result;
    bool posted = false;
    for (uint32_t i = 0; i < result->step_count && result->objects[object].lock == RACE_LOCK_SEMAPHORE; i++) {
        const struct race_step *post = &result->steps[i];
        if (post->does != RACE_DOES_POST || post->object != object)
            continue;
        uint32_t steps = 0;
        for (uint32_t k = 0; k < result->step_count; k++) {
            const struct race_step *take = &result->steps[k];
            steps += take->witness == post->witness;
            if (take->witness == post->witness && take->does == RACE_DOES_WAIT && take->object == object &&
                take->thread == post->thread && bytes_equal(take->process, post->process))
                return false;
        }
        posted |= steps < STEPS_ALL;
    }
    return posted;
}

static const char *held_text(const struct reading *r, uint32_t set, bool *by_semaphore)
{
    const struct race_held *held = r->result->held;
    AUTO_BUF struct buf text = {0};
    buf_add_string(&text, "");
    *by_semaphore = true;
    for (uint32_t i = 0; i < r->result->held_count && set != RACE_NONE; i++) {
        if (held[i].set != set || is_held(r->result, i, set, held[i].object) || /* a semaphore may be, often */
            is_for_signals(r, held[i].object))
            continue;
        *by_semaphore &= r->result->objects[held[i].object].lock == RACE_LOCK_SEMAPHORE;
        buf_printf(&text, "%s%s", text.size > 0 ? ", " : "", object_text(r, held[i].object));
    }
    *by_semaphore &= text.size > 0;
    return arena_string(r->arena, text.data);
}

/* Does it lock a file that has no name (any more), and is that all there is of locks? */
static bool is_lost_file(const struct reading *r, uint32_t set)
{
    bool is = false;
    for (uint32_t i = 0; i < r->result->held_count; i++) {
        const struct race_held *held = &r->result->held[i];
        const struct race_object *object = &r->result->objects[held->object];
        if (held->set != set)
            continue;
        if (object->lock != RACE_LOCK_FILE || object->name.size < 5 || memcmp(object->name.data, "file ", 5) != 0)
            return false;
        is = true;
    }
    return is;
}

static void read_both(const struct reading *r, const struct race_race *from, struct race_seen *out)
{
    static const enum race_both kinds[RACE_LOCK_KIND_COUNT] = {[RACE_LOCK_SEMAPHORE] = RACE_BOTH_SEMAPHORE,
                                                               [RACE_LOCK_RWLOCK] = RACE_BOTH_READ_LOCK,
                                                               [RACE_LOCK_FILE] = RACE_BOTH_FILE_LOCK};
    const struct race_result *result = r->result;
    for (uint32_t i = 0; i < result->held_count && from->first_held != RACE_NONE && !out->both_name; i++) {
        uint32_t object = result->held[i].object;
        if (result->held[i].set != from->first_held || !is_held(result, result->held_count, from->second_held, object))
            continue;
        enum race_both kind = kinds[result->objects[object].lock];
        out->both = kind != RACE_BOTH_NOTHING ? kind : RACE_BOTH_OTHER;
        if (kind == RACE_BOTH_FILE_LOCK && bytes_equal(from->first_process, from->second_process))
            out->both = RACE_BOTH_THREADS_FILE_LOCK;
        out->both_name = object_text(r, object);
    }
    if (out->both == RACE_BOTH_NOTHING && from->first_held != RACE_NONE && from->second_held != RACE_NONE &&
        is_lost_file(r, from->first_held) && is_lost_file(r, from->second_held)) {
        out->both = RACE_BOTH_TWO_FILES;
        out->both_name = "";
    }
}

static void read_races(const struct reading *r, struct race_evidence *out)
{
    struct race_seen *races = arena_alloc(r->arena, r->result->race_count + 1, sizeof *races);
    for (uint32_t i = 0; i < r->result->race_count; i++) {
        const struct race_race *from = &r->result->races[i];
        races[i] = (struct race_seen){
            .variable = object_text(r, from->object),
            .is_stale = from->kind == RACE_STALE,
            .first = {.process = race_process_name(from->first_process, r->arena),
                      .thread = from->first_thread,
                      .writes = from->first_how & RACE_WRITE,
                      .atomic = from->first_how & RACE_ATOMIC,
                      .where = race_place(r->names, from->first_stack)},
            .second = {.process = race_process_name(from->second_process, r->arena),
                       .thread = from->second_thread,
                       .writes = from->second_how & RACE_WRITE,
                       .atomic = from->second_how & RACE_ATOMIC,
                       .where = race_place(r->names, from->second_stack)},
            .between = {.process = race_process_name(from->third_process, r->arena),
                        .thread = from->third_thread,
                        .writes = true,
                        .where = race_place(r->names, from->third_stack),
                        .holding = ""},
            .schedules = from->count,
            .seed = from->seed,
            .witness = r->of_race[i],
        };
        races[i].first.holding = held_text(r, from->first_held, &races[i].first.by_semaphore);
        races[i].second.holding = held_text(r, from->second_held, &races[i].second.by_semaphore);
        read_both(r, from, &races[i]);
    }
    out->races = races;
    out->race_count = r->result->race_count;
}

static const char *owner_text(const struct reading *r, struct bytes process, uint32_t thread)
{
    const char *owner = process.size > 0 ? race_process_name(process, r->arena) : "";
    return *owner && thread > 1 ? arena_printf(r->arena, "thread %u of %s", thread, owner) : owner;
}

static void read_misuses(const struct reading *r, struct race_evidence *out)
{
    static const struct {
        enum misuse kind;
        const char *what; /* NULL: what the object is */
    } rows[RACE_MISUSE_KIND_COUNT] = {
        [RACE_NOT_SHARED_MUTEX] = {MISUSE_LOCK_NOT_SHARED, "mutex"},
        [RACE_NOT_SHARED_SEMAPHORE] = {MISUSE_LOCK_NOT_SHARED, "semaphore"},
        [RACE_NOT_SHARED_COND] = {MISUSE_LOCK_NOT_SHARED, "condition variable"},
        [RACE_NOT_SHARED_BARRIER] = {MISUSE_LOCK_NOT_SHARED, "barrier"},
        [RACE_NOT_SHARED_RWLOCK] = {MISUSE_LOCK_NOT_SHARED, "rwlock"},
        [RACE_PRIVATE_COPY] = {MISUSE_LOCK_COPIED, NULL},
        [RACE_UNLOCK_NOT_HELD] = {MISUSE_UNLOCK_NOT_HELD, NULL},
        [RACE_HELD_AT_EXIT] = {MISUSE_HELD_AT_EXIT, NULL},
        [RACE_PRIVATE_VALUE] = {MISUSE_VALUE_COPIED, ""},
        [RACE_TOO_STRONG] = {MISUSE_TOO_STRONG, NULL},
        [RACE_ONLY_ON_X86] = {MISUSE_ONLY_ON_X86, ""},
        [RACE_RELAXED_ENOUGH] = {MISUSE_RELAXED_ENOUGH, ""},
        [RACE_LOOKS_WITHOUT] = {MISUSE_LOOKS_WITHOUT, ""},
        [RACE_MADE_IN_USE] = {MISUSE_MADE_IN_USE, NULL},
        [RACE_DESTROYED_IN_USE] = {MISUSE_DESTROYED_IN_USE, NULL},
        [RACE_USED_DESTROYED] = {MISUSE_USED_DESTROYED, NULL},
        [RACE_UNLOCK_REFUSED] = {MISUSE_UNLOCK_REFUSED, NULL},
        [RACE_COND_NOT_HELD] = {MISUSE_COND_NOT_HELD, NULL},
        [RACE_COND_TWO_MUTEXES] = {MISUSE_COND_TWO_MUTEXES, "condition variable"},
    };
    static const char *const locks[RACE_LOCK_KIND_COUNT] = {
        [RACE_LOCK_NONE] = "lock",         [RACE_LOCK_MUTEX] = "mutex",         [RACE_LOCK_RWLOCK] = "rwlock",
        [RACE_LOCK_SPINLOCK] = "spinlock", [RACE_LOCK_SEMAPHORE] = "semaphore", [RACE_LOCK_FILE] = "file lock",
        [RACE_LOCK_ATOMIC] = "lock",       [RACE_LOCK_OTHER] = "lock",
    };
    static const char *const memories[RACE_OBJECT_KIND_COUNT] = {
        [RACE_OBJECT_ANONYMOUS] = "mapping", [RACE_OBJECT_HEAP] = "heap"};
    struct misuse_seen *misuses = arena_alloc(r->arena, r->result->misuse_count + 1, sizeof *misuses);
    for (uint32_t i = 0; i < r->result->misuse_count; i++) {
        const struct race_misuse *from = &r->result->misuses[i];
        uint32_t lock = from->object == RACE_NONE ? RACE_LOCK_NONE : r->result->objects[from->object].lock;
        const char *copied = from->object != RACE_NONE && from->kind == RACE_PRIVATE_VALUE
                                 ? memories[r->result->objects[from->object].kind]
                                 : NULL;
        misuses[i] = (struct misuse_seen){.kind = rows[from->kind].kind,
                                          .variable = object_text(r, from->object),
                                          .what = copied                  ? copied
                                                  : rows[from->kind].what ? rows[from->kind].what
                                                                          : locks[lock],
                                          .process = race_process_name(from->process, r->arena),
                                          .thread = from->thread,
                                          .where = race_place(r->names, from->stack),
                                          .schedules = from->count,
                                          .seed = from->seed,
                                          .holder = owner_text(r, from->owner_process, from->owner_thread)};
    }
    out->misuses = misuses;
    out->misuse_count = r->result->misuse_count;
}

/* Everybody who has not ended is stuck, and so among those who wait. */
static bool is_stuck(const struct race_result *result, uint32_t deadlock, struct bytes process, uint32_t thread)
{
    for (uint32_t i = 0; i < result->waiter_count; i++) {
        const struct race_waiter *one = &result->waiters[i];
        if (one->deadlock == deadlock && one->thread == thread && bytes_equal(one->process, process))
            return true;
    }
    return false;
}

static struct race_wait read_wait(const struct reading *r, const struct race_waiter *from)
{
    const struct place where = race_place(r->names, from->stack);
    const struct race_call call = race_call_at(r->job, race_clean(from->call, TEXT_MAX, r->arena), &where);
    return (struct race_wait){.process = race_process_name(from->process, r->arena),
                              .thread = from->thread,
                              .call = call.name,
                              .on = from->object == RACE_NONE ? "" : object_at(r, from->object),
                              .owner = owner_text(r, from->owner_process, from->owner_thread),
                              .where = where,
                              .awaits = call.awaits,
                              .owner_waits =
                                  is_stuck(r->result, from->deadlock, from->owner_process, from->owner_thread)};
}

/* So that the seed is told whose steps are. */
static uint64_t seed_shown(const struct witness_seen *witness, uint64_t first)
{
    return witness && witness->seed > 0 ? witness->seed : first;
}

static void read_stuck(const struct reading *r, struct race_evidence *out)
{
    struct race_stuck *stuck = arena_alloc(r->arena, r->result->deadlock_count + 1, sizeof *stuck);
    for (uint32_t i = 0; i < r->result->deadlock_count; i++) {
        struct race_wait *waits = arena_alloc(r->arena, r->result->waiter_count + 1, sizeof *waits);
        stuck[i] = (struct race_stuck){.waits = waits,
                                       .schedules = r->result->deadlocks[i].count,
                                       .seed = seed_shown(r->of_deadlock[i], r->result->deadlocks[i].seed)};
        for (uint32_t k = 0; k < r->result->waiter_count; k++) {
            const struct race_waiter *from = &r->result->waiters[k];
            if (from->deadlock != i)
                continue;
            waits[stuck[i].wait_count++] = read_wait(r, from);
        }
    }
    out->stuck = stuck;
    out->stuck_count = r->result->deadlock_count;
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static const char *ending_text(const struct reading *r, const struct race_outcome *outcome)
{
    switch ((enum race_end)outcome->end) {
    case RACE_DEADLOCK:
        return "(stuck for ever)";
    case RACE_ENDLESS:
        return "(did not end)";
    case RACE_SIGNALED:
        return arena_printf(r->arena, "(ended by signal %u)", outcome->signal);
    case RACE_EXITED:
    case RACE_END_COUNT:
        break;
    }
    return NULL;
}

/* The text between the pattern's parentheses, at its first match; NULL: there is none. */
static const char *find_number(const struct reading *r, const char *pattern, struct bytes output)
{
    regex_t compiled;
    regmatch_t match[2];
    const char *text = arena_copy(r->arena, output.data, output.size < SUBJECT_MAX ? output.size : SUBJECT_MAX);
    if (regcomp(&compiled, pattern, REG_EXTENDED | REG_NEWLINE) != 0)
        return NULL; /* rubric_parse saw that it compiles */
    bool found = regexec(&compiled, text, 2, match, 0) == 0 && match[1].rm_so >= 0;
    regfree(&compiled);
    return found ? arena_copy(r->arena, text + match[1].rm_so, (size_t)(match[1].rm_eo - match[1].rm_so)) : NULL;
}

static const char *watched_text(const struct reading *r, uint32_t outcome, uint32_t watch)
{
    for (uint32_t i = 0; i < r->result->value_count; i++) {
        const struct race_value *value = &r->result->values[i];
        if (value->outcome != outcome || value->watch != watch)
            continue;
        const struct race_watch *of = &r->result->watches[watch];
        const struct race_name *name = race_object_name(r->names, of->object);
        return race_number_text(name, value->value, of->size, r->arena);
    }
    return NULL;
}

/* The file that an outcome left for a value; empty: it left none. make_request asks for the values' files in turn. */
static struct bytes file_of(const struct reading *r, const struct rubric_value *wanted, uint32_t outcome)
{
    uint32_t file = 0;
    for (size_t i = 0; i < r->job->value_count && r->job->values[i] != wanted; i++)
        file += r->job->values[i]->file != NULL;
    for (uint32_t i = 0; i < r->result->file_text_count; i++)
        if (r->result->file_texts[i].outcome == outcome && r->result->file_texts[i].file == file)
            return r->result->file_texts[i].text;
    return (struct bytes){"", 0};
}

/* What an outcome says of a value; *is_value is false for a text that only says why there is none. */
static const char *value_of(const struct reading *r, const struct value_seen *value, uint32_t watch, uint32_t index,
                            bool *is_value)
{
    const struct race_outcome *outcome = &r->result->outcomes[index];
    const struct rubric_value *wanted = value->wanted;
    const char *text = ending_text(r, outcome);
    *is_value = false;
    if (text)
        return text;
    if (watch != RACE_NONE)
        text = watched_text(r, index, watch);
    else if (wanted && wanted->source == VALUE_NUMBER)
        text = find_number(r, wanted->pattern, wanted->file ? file_of(r, wanted, index) : outcome->output);
    else
        text = race_clean(outcome->output, SUBJECT_MAX, r->arena);
    *is_value = text != NULL;
    return text ? text : wanted && wanted->file ? arena_printf(r->arena, "(not in %s)", wanted->file) : "(not printed)";
}

static int outcome_order(const void *left, const void *right)
{
    const struct outcome_seen *a = left, *b = right;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return a->seed != b->seed ? (a->seed < b->seed ? -1 : 1) : strcmp(a->text, b->text);
}

static int line_order(const void *left, const void *right)
{
    const char *const *a = left, *const *b = right;
    return strcmp(*a, *b);
}

/* That two processes print in either order is no other outcome to somebody who asked for nothing: outcomes with the
 * same lines are one, of which one order that was seen is shown. */
static const char *sorted_lines(const char *text, struct arena *arena)
{
    size_t count = 1, n = 0;
    for (const char *at = text; *at; at++)
        count += *at == '\n';
    const char **lines = arena_alloc(arena, count, sizeof *lines);
    for (const char *at = text; *at;) {
        size_t size = strcspn(at, "\n");
        lines[n++] = arena_copy(arena, at, size);
        at += size + (at[size] == '\n');
    }
    qsort(lines, n, sizeof *lines, line_order);
    AUTO_BUF struct buf out = {0};
    buf_add_string(&out, "");
    for (size_t i = 0; i < n; i++)
        buf_printf(&out, "%s\n", lines[i]);
    return arena_string(arena, out.data);
}

/* The first of those with the same lines is the most frequent one. How many are left. */
static size_t merge_orders(const struct reading *r, struct value_seen *value, struct outcome_seen *outcomes)
{
    const char **lines = arena_alloc(r->arena, value->outcome_count + 1, sizeof *lines);
    size_t kinds = 0;
    for (size_t i = 0; i < value->outcome_count; i++) {
        const struct outcome_seen one = outcomes[i];
        const char *sorted = one.is_value ? sorted_lines(one.text, r->arena) : one.text;
        size_t at = 0;
        while (at < kinds && strcmp(lines[at], sorted) != 0)
            at++;
        if (at < kinds) {
            outcomes[at].count += one.count;
            value->any_order = true;
            continue;
        }
        lines[kinds] = sorted;
        outcomes[kinds++] = one;
    }
    return kinds;
}

/* Of a long text its beginning and its end: each line keeps its number. */
static const char *shortened(const char *text, struct arena *arena)
{
    const size_t size = strlen(text), half = OUTCOME_TEXT_MAX / 2;
    if (size <= OUTCOME_TEXT_MAX)
        return text;
    AUTO_BUF struct buf out = {0};
    buf_printf(&out, "%s...", race_clean((struct bytes){text, half}, half, arena));
    for (const char *at = text + half; at < text + size - half; at++)
        if (*at == '\n')
            buf_add(&out, at, 1);
    buf_printf(&out, "...%s", race_clean((struct bytes){text + size - half, half}, half, arena));
    return arena_string(arena, out.data);
}

static void read_outcomes(const struct reading *r, struct value_seen *value, uint32_t watch, bool in_any_order)
{
    struct outcome_seen *outcomes = arena_alloc(r->arena, r->result->outcome_count + 1, sizeof *outcomes);
    for (uint32_t i = 0; i < r->result->outcome_count; i++) {
        const struct race_outcome *from = &r->result->outcomes[i];
        bool is_value;
        const char *text = value_of(r, value, watch, i, &is_value);
        size_t at = 0;
        while (at < value->outcome_count && strcmp(outcomes[at].text, text) != 0)
            at++;
        if (at == value->outcome_count) {
            outcomes[value->outcome_count++] =
                (struct outcome_seen){.text = text, .is_value = is_value, .seed = from->seed};
        }
        outcomes[at].count += from->count;
        outcomes[at].seed = from->seed < outcomes[at].seed ? from->seed : outcomes[at].seed;
        outcomes[at].witness = outcomes[at].witness ? outcomes[at].witness : r->of_outcome[i];
    }
    for (size_t i = 0; i < value->outcome_count; i++)
        outcomes[i].seed = seed_shown(outcomes[i].witness, outcomes[i].seed);
    qsort(outcomes, value->outcome_count, sizeof *outcomes, outcome_order);
    value->outcome_count = in_any_order ? merge_orders(r, value, outcomes) : value->outcome_count;
    for (size_t i = 0; i < value->outcome_count; i++)
        outcomes[i].text = shortened(outcomes[i].text, r->arena);
    value->outcomes = outcomes;
}

static uint32_t guards_of(uint32_t bits)
{
    static const struct {
        enum race_lock_kind from;
        enum lock_kind to;
    } rows[] = {
        {RACE_LOCK_MUTEX, LOCK_MUTEX},         {RACE_LOCK_RWLOCK, LOCK_RWLOCK}, {RACE_LOCK_SPINLOCK, LOCK_SPINLOCK},
        {RACE_LOCK_SEMAPHORE, LOCK_SEMAPHORE}, {RACE_LOCK_FILE, LOCK_FILE},     {RACE_LOCK_ATOMIC, LOCK_ATOMIC},
    };
    uint32_t out = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (bits >> rows[i].from & 1)
            out |= 1U << rows[i].to;
    return out;
}

/* "*counter", "counter[0]" and "counter[0][0]" are "counter" to who asks for that. */
static bool same_name(const char *wanted, const char *name)
{
    wanted += *wanted == '*';
    name += *name == '*';
    if (strncmp(wanted, name, strlen(wanted)) != 0)
        return false;
    for (name += strlen(wanted); strncmp(name, "[0]", 3) == 0; name += 3)
        continue;
    return *name == '\0';
}

/* By what the object is called in the program: that the runtime was asked for a name does not make this one it. */
static uint32_t find_watch(const struct reading *r, const struct rubric_value *wanted)
{
    for (uint32_t i = 0; i < r->result->watch_count; i++) {
        const struct race_name *name = race_object_name(r->names, r->result->watches[i].object);
        if ((wanted->source != VALUE_MP || name->is_mp) && same_name(wanted->variable, name->text))
            return i;
    }
    return RACE_NONE;
}

static void read_wanted(const struct reading *r, const struct rubric_value *wanted, struct value_seen *out)
{
    *out = (struct value_seen){.name = wanted->name, .wanted = wanted, .is_known = true};
    uint32_t watch = RACE_NONE;
    if (wanted->source == VALUE_VARIABLE || wanted->source == VALUE_MP) {
        watch = find_watch(r, wanted);
        out->is_known = watch != RACE_NONE;
        if (!out->is_known)
            return;
        out->guards = guards_of(r->result->watches[watch].guards);
        out->tasks = r->result->watches[watch].changers;
    } else { /* all that is shared and that several change */
        out->guards = (1U << LOCK_KINDS) - 1;
        for (uint32_t i = 0; i < r->result->watch_count; i++) {
            const struct race_watch *one = &r->result->watches[i];
            if (race_object_name(r->names, one->object)->is_inner)
                continue;
            out->tasks = one->changers > out->tasks ? one->changers : out->tasks;
            if (one->changers > 1)
                out->guards &= guards_of(one->guards);
        }
    }
    read_outcomes(r, out, watch, false);
}

/* Nobody named a value: shared variables that several change, and what is printed. */
static void read_found(const struct reading *r, struct race_evidence *out)
{
    struct value_seen *values = arena_alloc(r->arena, r->result->watch_count + 1, sizeof *values);
    size_t n = 0;
    for (uint32_t i = 0; i < r->result->watch_count; i++) {
        const struct race_watch *watch = &r->result->watches[i];
        const struct race_name *name = race_object_name(r->names, watch->object);
        if (watch->changers < 2 || name->is_inner || !race_is_number(name))
            continue;
        values[n] = (struct value_seen){.name = object_text(r, watch->object),
                                        .is_known = true,
                                        .guards = guards_of(watch->guards),
                                        .tasks = watch->changers};
        read_outcomes(r, &values[n++], i, false);
    }
    values[n] = (struct value_seen){.name = "stdout", .is_known = true};
    read_outcomes(r, &values[n], RACE_NONE, true);
    const bool printed = values[n].outcome_count > 1 || (values[n].outcome_count == 1 && *values[n].outcomes[0].text);
    out->values = values;
    out->value_count = n + (printed || out->broken || out->unknown_count > 0); /* so that what is not known is said */
}

static void read_values(const struct reading *r, struct race_evidence *out)
{
    struct value_seen *values = arena_alloc(r->arena, r->job->value_count + 1, sizeof *values);
    for (size_t i = 0; i < r->job->value_count; i++)
        read_wanted(r, r->job->values[i], &values[i]);
    out->values = values;
    out->value_count = r->job->value_count;
    if (r->job->value_count == 0)
        read_found(r, out);
}

void race_read(const struct race_job *job, const struct race_result *result, const struct race_names *names,
               struct arena *arena, struct race_evidence *out)
{
    struct reading r = {.job = job, .result = result, .names = names, .arena = arena};
    read_witnesses(&r);
    read_races(&r, out);
    read_misuses(&r, out);
    race_early(job, result, names, arena, out);
    read_stuck(&r, out);
    read_values(&r, out);
    out->schedules = result->summary.schedules;
    race_why(result, names, arena, out);
    for (uint32_t i = 0; job->only > 0 && i < result->outcome_count; i++)
        out->replay = out->replay ? out->replay : r.of_outcome[i];
}
