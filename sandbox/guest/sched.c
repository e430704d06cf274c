/* sched.c -- whose turn it is: every choice of a schedule is made here, and written down to be made again. */
#include "sandbox/guest/region.h"

#include "sandbox/guest/result.h"

#include <fcntl.h>
#include <linux/futex.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>

/* A task comes here before each step that others can notice: a shared access, a call that synchronises, sleeps or
 * blocks. `left` counts the steps to the next decision down, so that a step where nothing is decided costs one
 * subtraction. Switches are kept as (who, after how many of its own steps, to whom): dropping one of them leaves the
 * meaning of the others, which is what minimising needs.
 *
 * A task that spins would starve whom it waits for: after ALONE_MAX steps in a row others get a turn. */

enum { ALONE_MAX = 2000, PATIENCE = 32 };

/* Longer and longer for a task that writes, so that long programs are not cut up; who only reads may be spinning. */
static uint32_t alone_max(void)
{
    uint32_t doubled = me.task->tired / PATIENCE;
    return ALONE_MAX << (doubled < 6 ? doubled : 6);
}

uint32_t sched_person_name(uint32_t task)
{
    return R->person[R->task[task].person].name;
}

static void end_schedule(uint32_t how)
{
    R->ended = how;
    for (;;) {
        SYS3(SYS_kill, 0, SIGKILL, 0);
        SYS3(SYS_exit_group, 99, 0, 0);
    }
}

static uint32_t runnable(uint32_t *list)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < R->task_count; i++)
        if (R->task[i].state == TASK_RUNS && !R->process[R->task[i].process].stopped)
            list[n++] = i;
    return n;
}

/* The next in the circle after me. */
static uint32_t after_me(const uint32_t *list, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (list[i] > me.id)
            return list[i];
    return list[0];
}

/* The switch that the plan has for me now: NOBODY if none. Each is made once: who blocks again may make no step. */
static uint32_t planned(const uint32_t *list, uint32_t n, bool forced)
{
    for (uint32_t i = 0; i < R->config.switch_count; i++) {
        struct pick_switch *s = &R->plan[i];
        if (s->from != sched_person_name(me.id) || s->step != me.task->steps || (s->forced != 0) != forced)
            continue;
        for (uint32_t k = 0; k < n; k++)
            if (sched_person_name(list[k]) == s->to) {
                s->from = NOBODY;
                return list[k];
            }
    }
    return NOBODY;
}

static bool is_asleep(uint32_t task)
{
    for (uint32_t i = 0; i < R->config.asleep_count; i++)
        if (R->asleep[i].task == task)
            return true;
    return false;
}

/* Partial-order reduction: the prefix as it was given, then the first that is not asleep. */
static uint32_t by_prefix(const uint32_t *list, uint32_t n, uint32_t usual)
{
    uint32_t at = R->prefix_at++;
    if (at < TRACE_MAX) {
        uint64_t enabled = 0;
        for (uint32_t i = 0; i < n; i++)
            enabled |= 1ULL << (list[i] & 63);
        R->trace_enabled[at] = enabled;
    }
    if (at < R->config.prefix_count) {
        for (uint32_t i = 0; i < n; i++)
            if (list[i] == R->prefix[at])
                return list[i];
        R->unknown_choice++;
        return usual;
    }
    if (!is_asleep(usual))
        return usual;
    for (uint32_t i = 0; i < n; i++)
        if (!is_asleep(list[i]))
            return list[i];
    end_schedule(ENDED_REDUNDANT);
    return usual;
}

static uint32_t by_priority(const uint32_t *list, uint32_t n)
{
    uint32_t best = list[0];
    for (uint32_t i = 1; i < n; i++)
        if (R->task[list[i]].priority > R->task[best].priority)
            best = list[i];
    return best;
}

/* stay: I may go on. gives: I would rather not (sleep, yield). */
static uint32_t choose(bool stay, bool gives)
{
    uint32_t list[TASKS_MAX], n = runnable(list);
    if (n == 0)
        return NOBODY;
    bool tired = stay && me.task->alone >= alone_max();
    uint32_t usual = stay && !tired && !gives ? me.id : after_me(list, n);
    uint32_t to;
    switch (R->config.mode) {
    case MODE_WALK:
        return n == 1 ? list[0] : list[guest_random() % n];
    case MODE_PCT:
        for (uint32_t i = 0; i + 1 < R->config.depth; i++)
            if (R->change_at[i] && R->change_at[i] <= R->step) {
                R->change_at[i] = 0;
                me.task->priority = 1000 - (int64_t)i;
            }
        if (tired || (gives && guest_random() % 2))
            me.task->priority = --R->priority_low;
        return by_priority(list, n);
    case MODE_REPLAY:
        to = planned(list, n, !stay);
        return to == NOBODY ? usual : to;
    case MODE_PREFIX:
        return by_prefix(list, n, usual);
    default:
        return usual;
    }
}

/* How many steps the task that now runs may make before the next decision. */
void sched_grant(void)
{
    uint64_t n = me.task->alone < alone_max() ? alone_max() - me.task->alone : 1;
    uint32_t name = sched_person_name(me.id);
    if (R->config.mode == MODE_WALK)
        n = 1 + guest_random() % (2 * R->config.one_in - 1);
    if (R->config.mode == MODE_PCT)
        for (uint32_t i = 0; i + 1 < R->config.depth; i++)
            if (R->change_at[i] > R->step && R->change_at[i] - R->step < n)
                n = R->change_at[i] - R->step;
    if (R->config.mode == MODE_REPLAY)
        for (uint32_t i = 0; i < R->config.switch_count; i++)
            if (R->plan[i].from == name && R->plan[i].step > me.task->steps && R->plan[i].step - me.task->steps < n)
                n = R->plan[i].step - me.task->steps;
    if (R->config.record || R->config.mode == MODE_PREFIX)
        n = 1;
    me.left = me.granted = (int64_t)n;
}

static bool overlap(const struct step *a, const struct step *b)
{
    return a->object.domain == b->object.domain && (a->writes || b->writes) && a->object.at < b->object.at + b->size &&
           b->object.at < a->object.at + a->size;
}

/* Hooks come before the access: what was written is there when its task comes by next. */
void sched_see_written(void)
{
    if (me.writing == 0)
        return;
    struct step *s = &R->trace[me.writing - 1];
    me.writing = 0;
    memcpy(&s->value, (const void *)s->address, s->size);
}

/* Brings the counters up to now. */
static void account(void)
{
    sched_see_written();
    uint64_t made = (uint64_t)(me.granted - me.left);
    me.granted = me.left;
    R->step += made;
    R->now_us += made;
    me.task->steps += made;
    me.task->alone += (uint32_t)made;
}

/* The step that the task whose turn it is makes now. */
static void made_step(void)
{
    struct step *s = &me.task->next;
    s->task = (uint8_t)me.id;
    if (!R->config.record)
        return;
    if (R->config.mode == MODE_PREFIX && R->trace_count + 1 >= R->config.prefix_count) {
        uint32_t kept = 0;
        for (uint32_t i = 0; i < R->config.asleep_count; i++)
            if (R->asleep[i].task != me.id && !overlap(&R->asleep[i], s))
                R->asleep[kept++] = R->asleep[i];
        R->config.asleep_count = kept;
    }
    if (R->trace_count < TRACE_MAX) {
        struct step *to = &R->trace[R->trace_count];
        *to = *s;
        to->made = false;
        s->made = true;
        if (s->address && s->size <= 8 && s->writes)
            me.writing = R->trace_count + 1;
        else if (s->address && s->size <= 8)
            memcpy(&to->value, (const void *)s->address, s->size);
    }
    if (++R->trace_count < R->config.trace_max)
        return;
    R->config.record = 0;
    if (R->config.mode == MODE_PREFIX)
        R->config.mode = MODE_STRAIGHT;
}

/* wait: until it is, however long that takes on this machine. (The server ends a schedule in which nothing moves.) */
bool sched_process_gone(uint32_t pid, bool wait)
{
    const uint32_t patient = R->patient;
    long fd = SYS3(SYS_pidfd_open, pid, 0, 0);
    if (fd < 0)
        return SYS3(SYS_kill, pid, 0, 0) < 0;
    struct pollfd p = {(int)fd, POLLIN, 0};
    R->patient |= wait;
    long n = SYS3(SYS_poll, &p, 1, wait ? -1 : 0);
    R->patient = patient;
    (void)SYS3(SYS_close, fd, 0, 0);
    return n == 1;
}

/* As /proc says it: R, S, D, Z ...; X when there is no such thread (any more). */
char sched_kernel_state(uint32_t pid, uint32_t tid)
{
    char path[48], text[256];
    (void)snprintf(path, sizeof path, "/proc/%u/task/%u/stat", pid, tid);
    long fd = SYS6(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0, 0, 0);
    long n = fd < 0 ? -1 : SYS3(SYS_read, fd, text, sizeof text - 1);
    if (fd >= 0)
        (void)SYS3(SYS_close, fd, 0, 0);
    text[n > 0 ? n : 0] = 0;
    const char *name_end = strrchr(text, ')');
    return (char)(name_end && name_end[1] ? name_end[2] : 'X');
}

static bool thread_is_gone(uint32_t pid, uint32_t tid)
{
    if (SYS3(SYS_tgkill, pid, tid, 0) < 0)
        return true;
    return pid == tid && sched_kernel_state(pid, tid) == 'Z'; /* a main thread waits for the others as a zombie */
}

/* What a task's death does in the kernel (end of file, released locks, SIGCHLD) must be done before others go on. */
static void see_the_dying_off(void)
{
    enum { YIELDS_MAX = 1000 }; /* a thread has nothing to wait on: it may be stopped, and this CPU not ours alone */
    const struct timespec tick = {0, 1000000};
    R->patient = R->dying_pid || R->dying_tid;
    if (R->dying_pid) {
        uint32_t pid = R->dying_pid;
        R->dying_pid = 0;
        (void)sched_process_gone(pid, true);
    }
    if (R->dying_tid) {
        uint32_t tid = R->dying_tid;
        R->dying_tid = 0;
        for (uint32_t i = 0; !thread_is_gone(R->dying_tgid, tid); i++)
            (void)(i < YIELDS_MAX ? SYS3(SYS_sched_yield, 0, 0, 0) : SYS3(SYS_nanosleep, &tick, 0, 0));
    }
    R->patient = 0;
}

static bool my_turn(void)
{
    uint32_t active = __atomic_load_n(&R->active, __ATOMIC_ACQUIRE);
    if (active == me.id)
        return true;
    return active == NOBODY && me.task->state == TASK_RUNS &&
           __atomic_compare_exchange_n(&R->active, &active, me.id, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED);
}

static void wait_turn(void)
{
    struct task *t = me.task;
    for (;;) {
        uint32_t word = __atomic_load_n(&t->word, __ATOMIC_ACQUIRE);
        if (my_turn())
            break;
        (void)SYS6(SYS_futex, &t->word, FUTEX_WAIT, word, 0, 0, 0);
    }
    see_the_dying_off();
    t->state = TASK_RUNS;
    t->alone = 0;
    if (R->now_us < t->wake_at)
        R->now_us = t->wake_at;
    t->wake_at = 0;
    me.tag = t->vc[me.id] << 8 | me.id; /* core_acquire_all */
}

/* For a task that could not go on, or has just been born. */
void sched_go(void)
{
    wait_turn();
    made_step();
    sched_grant();
}

static void write_down(uint32_t to, bool forced)
{
    if (R->switches < SWITCHES_MAX)
        R->made[R->switches] =
            (struct pick_switch){sched_person_name(me.id), sched_person_name(to), me.task->steps, forced};
    R->switches++;
    R->trace_hash = guest_mix(R->trace_hash ^ ((uint64_t)sched_person_name(me.id) << 32 | sched_person_name(to)) ^
                              me.task->steps * 3);
}

static void give_to(uint32_t to, bool forced)
{
    struct task *t = &R->task[to];
    write_down(to, forced);
    __atomic_store_n(&R->active, to, __ATOMIC_RELEASE);
    (void)__atomic_fetch_add(&t->word, 1, __ATOMIC_RELEASE);
    (void)SYS3(SYS_futex, &t->word, FUTEX_WAKE, 1);
}

/* The server took the turn from us, if we slept too long in the kernel: it is to be given to us again. */
static void come_back(void)
{
    if (R->active == me.id)
        return;
    me.task->state = TASK_RUNS;
    wait_turn();
}

/* Before a step: maybe others first. */
static void decide(bool gives)
{
    come_back();
    account();
    if (me.task->state == TASK_BLOCKED) /* in a handler, for which it left its place at a condition */
        return;
    if (R->step > R->config.steps_max)
        end_schedule(ENDED_STEPS);
    uint32_t list[TASKS_MAX];
    const bool others = (gives || me.task->alone >= alone_max()) && runnable(list) > 1;
    uint32_t to = choose(true, gives);
    if (me.task->alone >= alone_max()) {
        me.task->alone = 0;
        me.task->tired = me.wrote ? me.task->tired + 1 : 0;
        me.wrote = 0;
    }
    if (to != me.id) {
        give_to(to, false);
        wait_turn();
    } else if (others) {
        write_down(to, false); /* to stay where others usually go on is a choice, too */
    }
    made_step();
    sched_grant();
}

void sched_step(const struct step *step)
{
    me.task->next = *step;
    me.task->next.object = core_stable(step->key);
    decide(false);
}

/* Says what comes next, without a decision: for a call that cannot go on as things stand, and blocks. */
void sched_next(uint32_t does, struct key object, bool writes)
{
    me.task->next = (struct step){.key = object,
                                  .size = 1,
                                  .does = (uint8_t)(does & ~(uint32_t)STEP_PAIRS),
                                  .pairs = (uint8_t)(does & STEP_PAIRS),
                                  .writes = writes};
    if (!R->config.record)
        return;
    const uint64_t outer = me.depth ? me.frame[(me.depth < CALLS_MAX ? me.depth : CALLS_MAX) - 1] : 0;
    me.task->next.object = core_stable(object);
    me.task->next.stack = me.call || outer ? core_stack(me.call ? me.call : outer) : 0;
    me.call = 0;
}

void sched_call(uint64_t pc)
{
    me.call = R->config.record ? pc : 0;
}

void sched_point(uint32_t does, struct key object, bool writes)
{
    me.left--;
    sched_next(does, object, writes);
    if (me.left <= 0)
        decide(false);
}

void sched_yield_to_others(uint64_t us)
{
    me.left--;
    me.task->next = (struct step){
        .key = {DOMAIN_KERNEL | (uint64_t)KERNEL_TASK << 32 | 1, me.task->person}, .size = 1, .does = RACE_DOES_SLEEP};
    me.task->next.object = core_stable(me.task->next.key);
    me.task->wake_at = R->now_us + us;
    decide(true);
    if (R->now_us < me.task->wake_at)
        R->now_us = me.task->wake_at;
    me.task->wake_at = 0;
    alarm_slept(us);
}

void sched_wake(uint32_t block, struct key key)
{
    uint32_t waiting[TASKS_MAX];
    for (uint32_t n = sched_waiters(block, key, waiting); n > 0; n--)
        R->task[waiting[n - 1]].state = TASK_RUNS;
}

/* Somebody died or something changed that no key tells: all that can look again do. */
void sched_wake_all(void)
{
    R->ends++;
    for (uint32_t i = 0; i < R->task_count; i++)
        if (R->task[i].state == TASK_BLOCKED && R->task[i].block != BLOCK_COND && R->task[i].block != BLOCK_FUTEX)
            R->task[i].state = TASK_RUNS;
}

uint32_t sched_waiters(uint32_t block, struct key key, uint32_t *tasks)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < R->task_count; i++) {
        const struct task *t = &R->task[i];
        if (t->state == TASK_BLOCKED && t->block == block && t->block_key.domain == key.domain &&
            t->block_key.at == key.at)
            tasks[n++] = i;
    }
    return n;
}

/* Processes that died without telling (a signal from outside). */
static bool found_dead(void)
{
    bool found = false;
    for (uint32_t i = 0; i < R->task_count; i++) {
        const struct task *t = &R->task[i];
        if (t->state == TASK_BLOCKED && t->process != here.process && sched_process_gone(t->pid, false)) {
            task_process_dead(t->process);
            found = true;
        }
    }
    return found;
}

/* Whoever sleeps may have been woken past us (a signal of a queue's, an end that went without a close, a thread on its
 * way out): all look again, once. Conditions are ours alone, but for handlers that run meanwhile. */
static bool look_again(void)
{
    bool any = false;
    if (R->looked_at == R->step + 1)
        return any;
    R->looked_at = R->step + 1;
    R->ends++;
    for (uint32_t i = 0; i < R->task_count; i++)
        if (R->task[i].state == TASK_BLOCKED &&
            (R->task[i].block != BLOCK_COND || R->process[R->task[i].process].handlers)) {
            R->task[i].interrupted = 1;
            R->task[i].state = TASK_RUNS;
            any = true;
        }
    return any;
}

/* A clock of the kernel's runs (and it was said that it is not ours): it gets its time. */
static bool kernel_rings(void)
{
    const struct timespec tick = {0, 1000000};
    if (R->real_time == 0)
        return false;
    R->real_time--;
    R->looked_at = 0;
    (void)SYS3(SYS_nanosleep, &tick, 0, 0);
    return look_again();
}

/* Nobody can run as things stand: what time or the outside world does next. False: nothing ever. */
static bool time_passes(void)
{
    uint32_t timed = NOBODY;
    for (uint32_t i = 0; i < R->task_count; i++) {
        const struct task *t = &R->task[i];
        if (t->state == TASK_BLOCKED && t->until && (timed == NOBODY || t->until < R->task[timed].until))
            timed = i;
    }
    uint32_t alarm = NOBODY;
    for (uint32_t i = 0; i < R->process_count; i++)
        if (R->process[i].alarm_at && (alarm == NOBODY || R->process[i].alarm_at < R->process[alarm].alarm_at))
            alarm = i;
    if (alarm != NOBODY && (timed == NOBODY || R->process[alarm].alarm_at <= R->task[timed].until)) {
        alarm_rings(alarm);
        return true;
    }
    if (timed != NOBODY) {
        R->task[timed].timed_out = 1;
        R->now_us = R->task[timed].until > R->now_us ? R->task[timed].until : R->now_us;
        R->task[timed].state = TASK_RUNS;
        return true;
    }
    return found_dead() || look_again() || kernel_rings();
}

/* Who is left of a program whose first process has ended may wait for somebody from outside: a daemon does, for a
 * signal or for whoever opens its FIFO or asks at its socket. What only others of it could bring, nobody will. */
static bool awaits_others(const struct task *t)
{
    static const bool from_outside[BLOCK_COUNT] = {
        [BLOCK_SIGNAL] = true,    [BLOCK_QUEUE] = true,   [BLOCK_POLL] = true,
        [BLOCK_FILE_LOCK] = true, [BLOCK_STOPPED] = true, [BLOCK_FIFO_OPEN] = true};
    return from_outside[t->block % BLOCK_COUNT] ||
           ((t->block == BLOCK_READ || t->block == BLOCK_WRITE) && !channel_is_pipe(t->block_key));
}

uint32_t sched_all_wait(void)
{
    bool any = false;
    for (uint32_t i = 0; i < R->task_count && i < TASKS_MAX; i++) {
        const struct task *t = &R->task[i];
        if (t->process == 0 && t->state != TASK_DEAD && t->state != TASK_FREE)
            return ENDED_DEADLOCK;
        any = any || (t->state == TASK_BLOCKED && awaits_others(t));
    }
    if (!any)
        return ENDED_DEADLOCK;
    (void)sched_process_gone(R->process[0].pid, true); /* its status counts, and those who are killed are killed then */
    return ENDED_LEFT;
}

/* Who goes on when I cannot. NOBODY: only tasks that are outside can. */
static uint32_t next_task(void)
{
    for (;;) {
        uint32_t to = choose(false, false);
        if (to != NOBODY)
            return to;
        if (time_passes())
            continue;
        bool outside = R->strays > 0, blocked = false;
        for (uint32_t i = 0; i < R->task_count; i++) {
            outside = outside || R->task[i].state == TASK_OUTSIDE;
            blocked = blocked || R->task[i].state == TASK_BLOCKED;
        }
        if (outside || !blocked)
            return NOBODY;
        end_schedule(sched_all_wait());
    }
}

/* It is over only when nobody else can go on: how long others might keep what is waited for is not tried. */
void sched_timed(bool timed)
{
    if (timed)
        guest_cut(RACE_CUT_TIMEOUT);
}

/* The step that was made last; NULL: it is not recorded. */
static struct step *last_made(void)
{
    return R->config.record && R->trace_count > 0 && R->trace_count <= TRACE_MAX ? &R->trace[R->trace_count - 1] : NULL;
}

/* Who finds the lock taken that he was to take waits for it. */
static void took_nothing(void)
{
    struct step *last = last_made();
    if (last && me.task->next.made && last->task == me.id && last->does == RACE_DOES_LOCK) {
        last->does = RACE_DOES_WAIT;
        last->made = true;
    }
}

/* What programs wait for with a limit: early.c tries it with the time over. */
static const bool may_give_up[BLOCK_COUNT] = {
    [BLOCK_MUTEX] = true, [BLOCK_SEMAPHORE] = true, [BLOCK_COND] = true, [BLOCK_RWLOCK] = true,
    [BLOCK_JOIN] = true,  [BLOCK_POLL] = true,      [BLOCK_QUEUE] = true};

/* Sleeps until somebody makes us runnable. True: something is to be looked at again; false: the time is over. */
bool sched_block(uint32_t block, struct key key, uint64_t until, uint64_t pc)
{
    struct task *t = me.task;
    come_back();
    if (t->state == TASK_BLOCKED) /* see decide() */
        guest_limit(RACE_LIMIT_CALL, "a handler that waits");
    /* A signal that came before: its handler may do just what is waited for. */
    if (me.pending && block != BLOCK_COND) {
        guest_handle_now();
        return true;
    }
    account();
    took_nothing();
    t->block = block;
    t->block_key = key;
    t->block_stack = core_stack(pc);
    t->until = until;
    t->timed_out = t->interrupted = 0;
    t->state = TASK_BLOCKED;
    sched_timed(until != 0);
    const bool over = until && may_give_up[block] && early_ends(pc, true);
    uint32_t to = over ? me.id : next_task();
    if (to == NOBODY)
        __atomic_store_n(&R->active, NOBODY, __ATOMIC_RELEASE);
    else if (to != me.id)
        give_to(to, true);
    if (to != me.id)
        wait_turn();
    t->state = TASK_RUNS;
    t->block = BLOCK_NONE;
    t->until = 0;
    made_step();
    sched_grant();
    if (over)
        early_ended(RACE_DOES_TIME_OUT);
    return !over && !t->timed_out;
}

/* The step that I made last waited for an end, and this task (+ 1) made it. */
void sched_waited_for(uint32_t task)
{
    struct step *last = last_made();
    if (last && last->pairs)
        last->of = (uint8_t)task;
}

void sched_refused(void)
{
    struct step *last = last_made();
    if (last)
        last->pairs = 0;
}

/* The step that I made last changed nothing after all: it can be swapped with others that only look. */
void sched_only_looked(void)
{
    struct step *last = last_made();
    if (last)
        last->writes = 0;
}

/* Around a kernel call that may sleep and that we do not model. */
void sched_outside(void)
{
    account();
    me.task->state = TASK_OUTSIDE;
    uint32_t to = choose(false, false);
    if (to == NOBODY)
        __atomic_store_n(&R->active, NOBODY, __ATOMIC_RELEASE);
    else
        give_to(to, true);
}

void sched_inside(void)
{
    me.task->state = TASK_RUNS;
    sched_go();
}

void sched_hand_over(void)
{
    account();
    uint32_t to = next_task();
    if (to == NOBODY)
        __atomic_store_n(&R->active, NOBODY, __ATOMIC_RELEASE);
    else
        give_to(to, true);
}
