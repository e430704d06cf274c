/* collect.c -- what all schedules showed together: races, misuse, deadlocks and outcomes, each once. */
#include "sandbox/guest/copied.h"
#include "sandbox/guest/server.h"

#include "sandbox/base/fd.h"
#include "sandbox/guest/symbols.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Names and indices are made at once after each schedule, while the region still says who was who. */

enum { TEXT_BYTES = 4 << 20 };

static struct race_result all;
static char *text;
static size_t text_used;
static uint32_t stack_index[STACKS_MAX]; /* + 1 */
static uint64_t limit_once[RACE_LIMIT_COUNT];

/* NOLINTBEGIN(bugprone-macro-parentheses): names of fields and types */
#define ADD(name, plural)                                             \
    (all.name##_count < ROOM_##name ? &all.plural[all.name##_count++] \
                                    : (collect_limit(RACE_LIMIT_OBJECTS, #plural, 1), (struct race_##name *)NULL))
enum {
#define ROOM(name, ROW, most, plural) ROOM_##name = most,
    RACE_RESULT_TABLES(ROOM)
#undef ROOM
};

void collect_begin(struct server *s)
{
    size_t bytes = TEXT_BYTES;
    (void)s;
#define BYTES_OF(name, ROW, most, plural) bytes += (most + 1) * sizeof(struct race_##name) + 16;
    RACE_RESULT_TABLES(BYTES_OF)
#undef BYTES_OF
    text = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    char *at = text + TEXT_BYTES;
#define PLACE(name, ROW, most, plural)             \
    all.plural = (struct race_##name *)(void *)at; \
    at += ((most + 1) * sizeof(struct race_##name) + 15) & ~15ULL;
    RACE_RESULT_TABLES(PLACE)
#undef PLACE
}

/* NOLINTEND(bugprone-macro-parentheses) */

struct race_result *collect_result(void)
{
    return &all;
}

static struct bytes keep(const char *data, size_t size)
{
    if (size > TEXT_BYTES - text_used) {
        collect_limit(RACE_LIMIT_OBJECTS, "", 1);
        size = 0;
    }
    char *at = text + text_used;
    memcpy(at, data, size);
    text_used += size;
    return (struct bytes){at, size};
}
static struct bytes keep_string(const char *s)
{
    return keep(s, strlen(s));
}

void collect_limit(uint32_t limit, const char *detail, uint32_t times)
{
    if (limit >= RACE_LIMIT_COUNT)
        return;
    if (!limit_once[limit]) {
        if (all.limit_count >= ROOM_limit)
            return;
        limit_once[limit] = all.limit_count + 1;
        all.limits[all.limit_count++] = (struct race_limit){.what = limit, .detail = keep_string(detail)};
    }
    all.limits[limit_once[limit] - 1].count += times;
}

uint32_t collect_frames(const uint64_t *pc, uint32_t count)
{
    static uint32_t stacks;
    if (count == 0)
        return RACE_NONE;
    if (all.frame_count + count > ROOM_frame) {
        collect_limit(RACE_LIMIT_OBJECTS, "frames", 1);
        return RACE_NONE;
    }
    for (uint32_t i = 0; i < count; i++)
        all.frames[all.frame_count++] = (struct race_frame){stacks, pc[i]};
    return stacks++;
}

uint32_t collect_stack(uint32_t stack)
{
    if (stack == 0 || stack >= STACKS_MAX)
        return RACE_NONE;
    const struct stack *s = &R->stack[stack];
    if (!stack_index[stack]) /* RACE_NONE is the largest number */
        stack_index[stack] = collect_frames(s->pc, s->count < STACK_DEPTH ? s->count : STACK_DEPTH) + 1;
    return stack_index[stack] - 1;
}

void collect_person(uint32_t person, struct bytes *process, uint32_t *thread)
{
    const struct person *p = &R->person[person % PEOPLE_MAX];
    const char *name = R->process[p->process % PROCESSES_MAX].name;
    *thread = p->thread;
    for (uint32_t i = 0; i < all.race_count; i++) /* the few names there are, kept once */
        if (bytes_equal(all.races[i].first_process, (struct bytes){name, strlen(name)})) {
            *process = all.races[i].first_process;
            return;
        }
    *process = keep_string(name);
}

/* --- objects ------------------------------------------------------------------------------------------------------ */

/* Where the lock was taken that lies on somebody's stack: its name stands there. */
static uint32_t lock_stack(uint64_t address, uint32_t process)
{
    for (uint32_t i = 1; i <= R->object_count && i < OBJECTS_MAX; i++) {
        const struct object *o = &R->object[i];
        if (o->key.domain == (DOMAIN_PRIVATE | process) && o->key.at == address)
            return collect_stack(o->stack);
    }
    return RACE_NONE;
}

static void name_private(struct race_object *o, uint64_t address, uint32_t process)
{
    struct symbol symbol;
    o->process = keep_string(R->process[process % PROCESSES_MAX].name);
    o->kind = RACE_OBJECT_OTHER;
    if (symbols_at(address - here.base, &symbol)) {
        o->kind = RACE_OBJECT_GLOBAL;
        o->name = keep_string(symbol.name);
        o->at = symbol.at;
        o->offset = address - here.base - symbol.at;
        o->size = (uint32_t)symbol.size;
    } else if (shadow_on_stack(address, process)) {
        o->kind = RACE_OBJECT_STACK;
        o->at = address;
        o->offset = address >= STACK_AT && address < server_frame() ? server_frame() - address : 0;
        o->stack = lock_stack(address, process);
        if (o->stack == RACE_NONE)
            (void)frames_name(o, address, process);
    } else {
        o->kind = RACE_OBJECT_HEAP;
        o->at = address;
        heap_name(o, process);
    }
}

static void name_segment(struct race_object *o, uint32_t index, uint64_t offset)
{
    static const uint32_t kinds[] = {RACE_OBJECT_ANONYMOUS, RACE_OBJECT_FILE, RACE_OBJECT_SYSV, RACE_OBJECT_SEMAPHORE};
    const struct segment *s = &R->segment[index % SEGMENTS_MAX];
    o->kind = kinds[s->kind & 3];
    o->name = keep(s->name, strnlen(s->name, NAME_BYTES));
    o->at = index;
    o->offset = offset;
    o->size = (uint32_t)s->bytes;
    o->stack = collect_stack(s->stack);
}

/* A file that lies where main begins, under its name. */
static bool name_file(uint32_t inode, char *name, size_t size)
{
    _Alignas(struct dirent64) char entries[4096];
    ssize_t n;
    AUTO_CLOSE int fd = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    while (fd >= 0 && (n = getdents64(fd, entries, sizeof entries)) > 0)
        for (ssize_t i = 0; i < n;) {
            const struct dirent64 *entry = (const struct dirent64 *)(const void *)(entries + i);
            i += entry->d_reclen;
            if ((uint32_t)entry->d_ino != inode || entry->d_type != DT_REG)
                continue;
            guest_copy_name(name, size, entry->d_name);
            return true;
        }
    return false;
}

/* Channels are numbered as they were first used, so names do not depend on inode numbers. */
static void name_channel(struct race_object *o, struct key key)
{
    char name[NAME_BYTES];
    uint32_t nth = 1, files = 1;
    o->kind = RACE_OBJECT_PIPE;
    for (uint32_t i = 1; i <= R->object_count && i < OBJECTS_MAX; i++) {
        const struct object *other = &R->object[i];
        const bool is_file = other->kind == OBJECT_FILE_LOCK || other->kind == OBJECT_FILE;
        if (other->key.domain == key.domain && other->key.at == key.at) {
            if (is_file)
                o->kind = RACE_OBJECT_LOCKFILE;
            if (other->kind == OBJECT_OTHER) { /* POSIX's */
                o->kind = RACE_OBJECT_QUEUE;
                o->name = keep_string("the message queue");
                return;
            }
            break;
        }
        nth += other->kind == OBJECT_CHANNEL && other->queue != 0;
        files += is_file && (uint32_t)other->key.at != (uint32_t)key.at;
    }
    nth = o->kind == RACE_OBJECT_LOCKFILE ? files : nth;
    if (o->kind != RACE_OBJECT_LOCKFILE || !name_file((uint32_t)key.at, name, sizeof name))
        (void)snprintf(name, sizeof name, "%s %u", o->kind == RACE_OBJECT_LOCKFILE ? "file" : "pipe", nth);
    o->name = keep_string(name);
}

static void name_kernel(struct race_object *o, struct key key)
{
    const uint32_t kind = (uint32_t)(key.domain >> 32) & 0xff;
    o->kind = kind == KERNEL_TASK                              ? RACE_OBJECT_TASK
              : kind == KERNEL_PATH                            ? RACE_OBJECT_LOCKFILE
              : kind == KERNEL_SEMOP || kind == KERNEL_MESSAGE ? RACE_OBJECT_QUEUE
                                                               : RACE_OBJECT_OTHER;
    char name[NAME_BYTES] = "the semaphore set";
    if (key.at >> 32)
        (void)snprintf(name, sizeof name, "semaphore %u of a set", (uint32_t)(key.at >> 32) - 1);
    if (o->kind == RACE_OBJECT_QUEUE)
        o->name = keep_string(kind == KERNEL_SEMOP ? name : "the message queue");
    if (kind != KERNEL_TASK)
        return;
    if (key.domain & 1) {
        struct bytes process;
        uint32_t thread;
        collect_person((uint32_t)key.at, &process, &thread);
        o->name = process;
        o->offset = thread;
    } else {
        o->name = keep_string("children");
        o->process = keep_string(R->process[key.at % PROCESSES_MAX].name);
    }
}

static uint32_t lock_kind(uint32_t kind)
{
    static const uint8_t kinds[] = {[OBJECT_ATOMIC] = RACE_LOCK_NONE,         [OBJECT_MUTEX] = RACE_LOCK_MUTEX,
                                    [OBJECT_SEMAPHORE] = RACE_LOCK_SEMAPHORE, [OBJECT_COND] = RACE_LOCK_OTHER,
                                    [OBJECT_RWLOCK] = RACE_LOCK_RWLOCK,       [OBJECT_BARRIER] = RACE_LOCK_OTHER,
                                    [OBJECT_SPIN] = RACE_LOCK_SPINLOCK,       [OBJECT_FILE_LOCK] = RACE_LOCK_FILE,
                                    [OBJECT_OTHER] = RACE_LOCK_NONE};
    return kind < sizeof kinds ? kinds[kind] : RACE_LOCK_NONE;
}

static uint32_t lock_at(struct key key)
{
    for (uint32_t i = 1; i <= R->object_count && i < OBJECTS_MAX; i++) {
        const struct object *o = &R->object[i];
        if (o->key.domain == key.domain && o->key.at == key.at)
            return lock_kind(o->kind);
    }
    return RACE_LOCK_NONE;
}

uint32_t collect_object(struct key key, uint64_t address)
{
    struct race_object o = {.stack = RACE_NONE};
    const size_t before = text_used;
    if (key.domain & DOMAIN_PRIVATE)
        name_private(&o, address ? address : key.at, (uint32_t)key.domain);
    else if (key.domain & DOMAIN_FILE)
        name_channel(&o, key);
    else if (key.domain & DOMAIN_KERNEL)
        name_kernel(&o, key);
    else
        name_segment(&o, (uint32_t)key.domain - 1, key.at);
    for (uint32_t i = 0; i < all.object_count; i++) {
        const struct race_object *k = &all.objects[i];
        if (k->kind == o.kind && k->at == o.at && k->offset == o.offset && bytes_equal(k->name, o.name) &&
            bytes_equal(k->process, o.process)) {
            text_used = before;
            return i;
        }
    }
    struct race_object *slot = ADD(object, objects);
    if (!slot)
        return RACE_NONE;
    *slot = o;
    slot->lock = lock_at(key);
    return all.object_count - 1;
}

/* A lock set of the region as one of the result's. */
static uint32_t held_by(uint32_t set)
{
    static uint32_t sets;
    uint32_t objects[SET_MAX], n = 0;
    if (set == 0 || set >= SETS_MAX)
        return RACE_NONE;
    for (uint32_t i = 0; i < R->set[set].count && i < SET_MAX; i++)
        objects[n++] = collect_object(R->object[R->set[set].object[i] & (OBJECTS_MAX - 1)].key, 0);
    for (uint32_t i = 0, k; i < all.held_count; i = k) { /* the same set already? */
        uint32_t same = 0;
        for (k = i; k < all.held_count && all.held[k].set == all.held[i].set; k++)
            same += k - i < n && all.held[k].object == objects[k - i];
        if (k - i == n && same == n)
            return all.held[i].set;
    }
    if (all.held_count + n > ROOM_held) {
        collect_limit(RACE_LIMIT_OBJECTS, "lock sets", 1);
        return RACE_NONE;
    }
    for (uint32_t i = 0; i < n; i++)
        all.held[all.held_count++] = (struct race_held){sets, objects[i]};
    return sets++;
}

/* --- reports ------------------------------------------------------------------------------------------------------ */

static bool same_race(const struct race_race *r, uint32_t a, uint32_t b)
{
    return r->kind == RACE_DATA &&
           ((r->first_stack == a && r->second_stack == b) || (r->first_stack == b && r->second_stack == a));
}

static uint64_t races_seen; /* bits: in the schedule at hand */

static void saw_race(uint32_t race)
{
    races_seen |= race < 64 ? 1ULL << race : 0;
}

bool collect_saw_race(uint32_t race)
{
    return races_seen >> race & 1;
}

bool collect_shows_race(uint32_t race)
{
    for (uint32_t i = 0; i < R->report_count && i < REPORTS_MAX; i++)
        if (R->report[i].kind == 0 &&
            same_race(&all.races[race], collect_stack(R->site[R->report[i].first_site % SITES_MAX].stack),
                      collect_stack(R->site[R->report[i].second_site % SITES_MAX].stack)))
            return true;
    return false;
}

static void add_race(const struct report *report, uint64_t seed)
{
    const struct site *first = &R->site[report->first_site % SITES_MAX],
                      *second = &R->site[report->second_site % SITES_MAX];
    uint32_t a = collect_stack(first->stack), b = collect_stack(second->stack);
    for (uint32_t i = 0; i < all.race_count; i++)
        if (same_race(&all.races[i], a, b)) {
            all.races[i].count++;
            saw_race(i);
            return;
        }
    struct race_race *r = ADD(race, races);
    if (!r)
        return;
    saw_race(all.race_count - 1);
    *r = (struct race_race){.kind = RACE_DATA,
                            .object = collect_object(report->object, report->address),
                            .first_how = report->first_how,
                            .first_size = report->first_size,
                            .first_stack = a,
                            .first_held = held_by(first->set),
                            .second_how = report->second_how,
                            .second_size = report->second_size,
                            .second_stack = b,
                            .second_held = held_by(second->set),
                            .third_stack = RACE_NONE,
                            .count = 1,
                            .seed = seed};
    collect_person(report->first, &r->first_process, &r->first_thread);
    collect_person(report->second, &r->second_process, &r->second_thread);
}

/* An update that was lost without a data race (atomic load, then store; two critical sections). */
void collect_lost(const struct step *read, const struct step *between, const struct step *write, uint64_t seed)
{
    struct race_race r = {.kind = RACE_STALE,
                          .object = collect_object(read->key, read->address),
                          .first_size = read->size,
                          .first_stack = collect_stack(read->stack),
                          .first_held = RACE_NONE,
                          .second_how = RACE_WRITE,
                          .second_size = write->size,
                          .second_stack = collect_stack(write->stack),
                          .second_held = RACE_NONE,
                          .third_stack = collect_stack(between->stack),
                          .count = 1,
                          .seed = seed};
    for (uint32_t i = 0; i < all.race_count; i++) {
        struct race_race *old = &all.races[i];
        if (old->kind == RACE_STALE && old->first_stack == r.first_stack && old->second_stack == r.second_stack &&
            old->third_stack == r.third_stack) {
            old->count++;
            return;
        }
    }
    collect_person(core_person_at(read->task), &r.first_process, &r.first_thread);
    collect_person(core_person_at(write->task), &r.second_process, &r.second_thread);
    collect_person(core_person_at(between->task), &r.third_process, &r.third_thread);
    struct race_race *to = ADD(race, races);
    if (to)
        *to = r;
}

uint32_t collect_step_room(void)
{
    return ROOM_step;
}
uint32_t collect_witness_room(void)
{
    return ROOM_witness;
}

void collect_note(const struct race_misuse *note)
{
    struct race_misuse *m = ADD(misuse, misuses);
    if (m)
        *m = *note;
}

void collect_early(const struct race_early *early, const struct shown *shown)
{
    struct race_early *e = ADD(early, early_wakes);
    if (!e)
        return;
    *e = *early;
    e->output = keep(shown->output, early->prints ? shown->output_kept : 0);
}

static void add_misuse(const struct report *report, uint64_t seed)
{
    uint32_t stack = collect_stack(R->site[report->first_site % SITES_MAX].stack);
    uint32_t object = collect_object(report->object, report->address);
    for (uint32_t i = 0; i < all.misuse_count; i++) {
        struct race_misuse *m = &all.misuses[i];
        if (m->kind == report->what && m->object == object && m->stack == stack) {
            m->count++;
            return;
        }
    }
    struct race_misuse *m = ADD(misuse, misuses);
    if (!m)
        return;
    *m = (struct race_misuse){.kind = report->what, .object = object, .stack = stack, .count = 1, .seed = seed};
    collect_person(report->first, &m->process, &m->thread);
    if (report->second)
        collect_person(report->second - 1, &m->owner_process, &m->owner_thread);
}

/* --- deadlocks ---------------------------------------------------------------------------------------------------- */

static const char *const call_names[BLOCK_COUNT] = {
    [BLOCK_NONE] = "",
    [BLOCK_MUTEX] = "lock",
    [BLOCK_SEMAPHORE] = "sem_wait",
    [BLOCK_COND] = "cond_wait",
    [BLOCK_READ] = "read",
    [BLOCK_WRITE] = "write",
    [BLOCK_CHILD] = "wait",
    [BLOCK_JOIN] = "join",
    [BLOCK_BARRIER] = "barrier_wait",
    [BLOCK_FILE_LOCK] = "file lock",
    [BLOCK_RWLOCK] = "rwlock",
    [BLOCK_SPIN] = "spin_lock",
    [BLOCK_SIGNAL] = "signal",
    [BLOCK_FUTEX] = "futex",
    [BLOCK_QUEUE] = "queue",
    [BLOCK_POLL] = "poll",
    [BLOCK_STOPPED] = "stop",
    [BLOCK_FIFO_OPEN] = "open",
};

static void add_waiter(uint32_t deadlock, const struct task *t)
{
    struct race_waiter *w = ADD(waiter, waiters);
    if (!w)
        return;
    *w = (struct race_waiter){.deadlock = deadlock, .stack = collect_stack(t->block_stack), .object = RACE_NONE};
    collect_person(t->person, &w->process, &w->thread);
    w->call = keep_string(call_names[t->block % BLOCK_COUNT]);
    if (t->block != BLOCK_SIGNAL && t->block != BLOCK_POLL && t->block != BLOCK_FUTEX && t->block != BLOCK_STOPPED &&
        t->block != BLOCK_FIFO_OPEN)
        w->object = collect_object(t->block_key, 0);
    for (uint32_t i = 1; i <= R->object_count && i < OBJECTS_MAX; i++) {
        const struct object *o = &R->object[i];
        if (o->key.domain == t->block_key.domain && o->key.at == t->block_key.at && o->owner && o->owner <= TASKS_MAX)
            collect_person(R->task[o->owner - 1].person, &w->owner_process, &w->owner_thread);
    }
}

/* Two deadlocks are the same when the same people wait at the same places. */
static uint32_t add_deadlock(uint64_t seed)
{
    const uint32_t first = all.waiter_count;
    const size_t used = text_used;
    const uint32_t index = all.deadlock_count;
    for (uint32_t i = 0; i < R->task_count && i < TASKS_MAX; i++)
        if (R->task[i].state == TASK_BLOCKED)
            add_waiter(index, &R->task[i]);
    const uint32_t n = all.waiter_count - first;
    for (uint32_t i = 0; i < index; i++) {
        uint32_t same = 0, count = 0;
        for (uint32_t k = 0; k < first; k++) {
            const struct race_waiter *w = &all.waiters[k];
            if (w->deadlock != i)
                continue;
            const struct race_waiter *mine = count < n ? &all.waiters[first + count] : NULL;
            same += mine && mine->stack == w->stack && bytes_equal(mine->process, w->process) &&
                    mine->thread == w->thread && bytes_equal(mine->call, w->call);
            count++;
        }
        if (count == n && same == n) {
            all.waiter_count = first;
            text_used = used;
            all.deadlocks[i].count++;
            return i;
        }
    }
    struct race_deadlock *d = ADD(deadlock, deadlocks);
    if (!d) {
        all.waiter_count = first;
        return RACE_NONE;
    }
    *d = (struct race_deadlock){1, seed};
    return index;
}

/* --- outcomes ----------------------------------------------------------------------------------------------------- */

static bool same_values(uint32_t outcome)
{
    for (uint32_t i = 0; i < all.value_count; i++)
        if (all.values[i].outcome == outcome &&
            (!R->watch[all.values[i].watch].seen || R->watch[all.values[i].watch].value != all.values[i].value))
            return false;
    uint32_t kept = 0, seen = 0;
    for (uint32_t i = 0; i < all.value_count; i++)
        kept += all.values[i].outcome == outcome;
    for (uint32_t i = 0; i < R->config.watch_count; i++)
        seen += R->watch[i].seen != 0;
    return kept == seen;
}

uint32_t collect_outcome(const struct shown *shown)
{
    for (uint32_t i = 0; i < all.outcome_count; i++) {
        const struct race_outcome *o = &all.outcomes[i];
        if (o->end == shown->end && o->exit_code == shown->exit_code && o->signal == shown->signal &&
            o->output_size == shown->output_size && o->output_digest == shown->output_digest &&
            (shown->end != RACE_EXITED || same_values(i)))
            return i;
    }
    return RACE_NONE;
}

static uint32_t add_outcome(const struct shown *shown, uint64_t seed)
{
    uint32_t deadlock = shown->end == RACE_DEADLOCK ? add_deadlock(seed) : RACE_NONE;
    uint32_t index = collect_outcome(shown);
    if (index != RACE_NONE) {
        all.outcomes[index].count++;
        return index;
    }
    struct race_outcome *o = ADD(outcome, outcomes);
    if (!o)
        return RACE_NONE;
    index = all.outcome_count - 1;
    *o = (struct race_outcome){.end = shown->end,
                               .exit_code = shown->exit_code,
                               .signal = shown->signal,
                               .output = keep(shown->output, shown->output_kept),
                               .output_size = shown->output_size,
                               .output_digest = shown->output_digest,
                               .deadlock = deadlock,
                               .count = 1,
                               .seed = seed};
    for (uint32_t i = 0; i < R->config.watch_count && shown->end == RACE_EXITED; i++)
        if (R->watch[i].seen) {
            struct race_value *to = ADD(value, values);
            if (to)
                *to = (struct race_value){index, i, R->watch[i].value};
        }
    for (uint32_t i = 0; i < shown->file_count; i++) {
        const struct file_shown *file = &shown->files[i];
        struct race_file_text *to = file->is_there ? ADD(file_text, file_texts) : NULL;
        if (to)
            *to = (struct race_file_text){index, i, keep(file->data, file->size)};
    }
    return index;
}

static struct key key_of_watch(const struct watch *w)
{
    return w->at.domain ? w->at : (struct key){DOMAIN_PRIVATE, w->address};
}

static void name_watches(struct server *s)
{
    for (uint32_t i = all.watch_count; i < s->watch_count; i++) {
        const struct watch *w = &s->watch[i];
        struct key key = key_of_watch(w);
        struct race_watch *to = &all.watches[all.watch_count++];
        *to = (struct race_watch){.size = w->size, .object = collect_object(key, w->address)};
        if (i < s->request.watched_count)
            to->name = s->request.watched[i].name;
        else if (to->object != RACE_NONE)
            to->name = all.objects[to->object].name;
    }
}

/* How the changes of each watched variable were kept apart in this schedule, and so in all. */
static void see_guards(const struct server *s)
{
    static uint64_t known; /* bits: watches of which a schedule has told */
    for (uint32_t i = 0; i < all.watch_count && i < s->watch_count; i++) {
        const struct guard *g = shadow_guard(key_of_watch(&s->watch[i]));
        if (!g)
            continue;
        uint32_t bits = g->plain ? 0 : 1U << RACE_LOCK_ATOMIC, changers = (uint32_t)__builtin_popcountll(g->people);
        for (uint32_t k = 0; k < g->count && k < HELD_MAX; k++)
            bits |= 1U << lock_kind(R->object[g->object[k] & (OBJECTS_MAX - 1)].kind);
        struct race_watch *w = &all.watches[i];
        w->guards = known >> i & 1 ? w->guards & bits : bits;
        w->changers = changers > w->changers ? changers : w->changers;
        known |= 1ULL << i;
    }
}

void collect_cuts(uint32_t cuts)
{
    for (; cuts != 0; cuts &= cuts - 1) {
        const uint32_t why = (uint32_t)__builtin_ctz(cuts);
        uint32_t i = 0;
        while (i < all.cut_count && all.cuts[i].why != why)
            i++;
        if (i == all.cut_count)
            all.cuts[all.cut_count++].why = why;
        all.cuts[i].count++;
    }
}

void collect_limits(void)
{
    for (uint32_t i = 0; i < RACE_LIMIT_COUNT; i++)
        if (R->limits[i]) {
            R->limit_detail[i][NAME_BYTES - 1] = 0;
            collect_limit(i, R->limit_detail[i], R->limits[i]);
        }
}

uint32_t collect_schedule(struct server *s, const struct shown *shown, uint64_t seed)
{
    bool racy = false;
    if (shown->redundant)
        return RACE_NONE;
    name_watches(s);
    see_guards(s);
    races_seen = 0;
    for (uint32_t i = 0; i < R->report_count && i < REPORTS_MAX; i++) {
        if (R->report[i].kind == 0)
            add_race(&R->report[i], seed);
        else
            add_misuse(&R->report[i], seed);
        racy = racy || R->report[i].kind == 0;
    }
    enum { COPIES_TOLD = 64 }; /* elements of one array, most likely */
    const struct copied *c = copied_after(0);
    for (uint32_t told = 0; c && told < COPIES_TOLD; told++, c = copied_after(c->address))
        add_misuse(&(struct report){1, RACE_PRIVATE_VALUE, c->person, 0, 0, 0, 0, 0, c->site, 0, c->key, c->address},
                   seed);
    all.summary.schedules++;
    all.summary.racy += racy;
    if (R->person_count > all.summary.tasks)
        all.summary.tasks = R->person_count;
    notes_schedule(seed);
    s->trace = guest_mix(s->trace ^ R->trace_hash ^ shown->output_digest);
    return add_outcome(shown, seed);
}
