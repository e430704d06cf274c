/* task.c -- births and deaths: fork, threads, exit. */
#include "sandbox/guest/region.h"

#include "sandbox/guest/copied.h"
#include "sandbox/guest/result.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <threads.h>
#include <unistd.h>

enum { STACK_BYTES = 8 << 20 };

static struct start {
    void *(*run)(void *);
    int (*run_c11)(void *);
    void *arg;
    sigset_t mask;
} starts[TASKS_MAX];

static struct {
    pthread_t thread;
    uint32_t task, person;
    bool used;
} threads[TASKS_MAX];

/* A thread is over when its last destructor (pthread_key_create) is: ours comes first in each of libc's rounds, and
 * leaves in the last one. */
static pthread_key_t last_key;
static _Thread_local int rounds;
static void thread_leaves(void *again);

struct key task_key(uint32_t person)
{
    return (struct key){DOMAIN_KERNEL | (uint64_t)KERNEL_TASK << 32 | 1, person};
}

struct key task_ends(uint32_t process)
{
    return (struct key){DOMAIN_KERNEL | (uint64_t)KERNEL_TASK << 32, process};
}

/* A slot that nobody alive can mistake for its old owner: its creator comes after all the old one did. */
static uint32_t free_slot(void)
{
    for (uint32_t i = 0; me.task && i < R->task_count; i++) {
        const struct task *t = &R->task[i];
        if (t->state == TASK_FREE || (t->state == TASK_DEAD && t->joined && me.task->vc[i] >= t->vc[i]))
            return i;
    }
    if (R->task_count < TASKS_MAX)
        return R->task_count++;
    guest_limit(RACE_LIMIT_TASKS, "");
    return NOBODY;
}

static uint32_t new_process(void)
{
    if (R->process_count >= PROCESSES_MAX || R->person_count >= PEOPLE_MAX) {
        guest_limit(RACE_LIMIT_TASKS, "processes");
        return NOBODY;
    }
    uint32_t id = R->process_count++;
    struct process *p = &R->process[id], *by = &R->process[here.process];
    *p = (struct process){.parent = id ? here.process : NOBODY,
                          .handlers = id ? by->handlers : 0,
                          .threads_alive = 1,
                          .threads = 1,
                          .blocked = id ? by->blocked : 0,
                          .ignored = id ? by->ignored : 0};
    if (id == 0) {
        guest_copy_name(p->name, sizeof p->name, "parent");
        return id;
    }
    char of[24]; /* "child 2.1" for a child's child; deeper than that fits, the end is cut */
    guest_copy_name(of, sizeof of, here.process == 0 ? "child " : by->name);
    (void)snprintf(p->name, sizeof p->name, "%s%s%u", of, here.process == 0 ? "" : ".", ++by->children);
    return id;
}

static uint32_t new_task(uint32_t kind, uint32_t process)
{
    if (R->person_count >= PEOPLE_MAX)
        guest_limit(RACE_LIMIT_TASKS, "tasks");
    uint32_t id = R->person_count < PEOPLE_MAX ? free_slot() : NOBODY;
    if (id == NOBODY)
        return NOBODY;
    struct task *t = &R->task[id];
    const uint32_t n = R->task_count;
    uint32_t old_word = t->word;
    memset(t, 0, offsetof(struct task, vc));
    if (me.task)
        memcpy(t->vc, me.task->vc, n * sizeof t->vc[0]);
    t->vc[id] = ++R->stamp;
    t->word = old_word;
    t->kind = kind;
    t->process = process;
    t->person = R->person_count++;
    t->state = TASK_RUNS;
    t->priority = 100000 + (int64_t)(guest_random() % 1000000);
    struct process *p = &R->process[process];
    uint64_t by = me.task ? sched_person_name(me.id) : 1,
             nth = kind == KIND_THREAD ? p->threads + 1000 : R->process[here.process].children + 1;
    R->person[t->person] = (struct person){.slot = id,
                                           .since = t->vc[id],
                                           .process = process,
                                           .thread = kind == KIND_THREAD ? ++p->threads : 1,
                                           .name = (uint32_t)guest_mix(by << 20 ^ nth)};
    if (kind != KIND_THREAD)
        p->stable = R->person[t->person].name;
    t->next = (struct step){.key = task_key(t->person), .size = 1, .does = RACE_DOES_OTHER, .task = (uint8_t)id};
    t->next.object = core_stable(t->next.key);
    return id;
}

static void become(uint32_t id, uint32_t process)
{
    here.process = process;
    me.id = id;
    me.task = &R->task[id];
    me.set_known = 0;
    me.site_hash = 0;
    me.came = me.pending = me.queued = 0;
    me.task->pid = R->process[process].pid = (uint32_t)SYS3(SYS_getpid, 0, 0, 0);
    me.task->tid = (uint32_t)SYS3(SYS_gettid, 0, 0, 0);
    me.tag = me.task->vc[id] << 8 | id;
    me.low = here.multi ? 0 : here.low;
    me.span = here.multi ? UINT64_MAX : here.high > here.low ? here.high - here.low : 0;
}

void task_begin(void)
{
    here.low = UINT64_MAX;
    me.inside = 1;
    uint32_t process = new_process();
    become(new_task(KIND_FIRST, process), process);
    R->active = me.id;
    paths_start();
    signal_start();
    sched_grant();
    (void)pthread_key_create(&last_key, thread_leaves);
    (void)pthread_setspecific(last_key, &rounds); /* main may leave as a thread does, or be cancelled */
    me.inside = 0;
    trap_start();
}

/* --- death -------------------------------------------------------------------------------------------------------- */

void task_dead(uint32_t id)
{
    struct task *t = &R->task[id];
    if (t->state == TASK_DEAD || t->state == TASK_FREE)
        return;
    t->state = TASK_DEAD;
    t->dead_order = ++R->dead_order;
    R->ends++;
    struct process *p = &R->process[t->process];
    if (p->threads_alive > 0 && --p->threads_alive == 0) {
        p->dead_order = R->dead_order;
        p->alarm_at = 0;
        signal_child_died(p->parent);
    }
}

void task_process_dead(uint32_t process)
{
    for (uint32_t i = 0; i < R->task_count; i++)
        if (R->task[i].process == process)
            task_dead(i);
    sched_wake_all();
}

static struct watch *watched_place(struct watch *w, uint64_t *address)
{
    if (w->at.domain == 0) { /* a global: of the first process, or what it points to */
        uint64_t target;
        memcpy(&target, (const void *)w->address, w->size > 8 ? 8 : w->size);
        struct range *r = w->size == 8 ? core_range(target) : NULL;
        *address = r ? target : w->address;
        if (r)
            w->seen = 4;
        return w;
    }
    for (uint32_t i = 0; i < here.range_count; i++) {
        const struct range *r = &here.range[i];
        if (r->segment + 1 == w->at.domain && w->at.at >= r->offset && w->at.at - r->offset < r->high - r->low) {
            *address = r->low + (w->at.at - r->offset);
            return w;
        }
    }
    return NULL;
}

/* What the watched variables hold, as the first process sees them. */
void task_watch(void)
{
    if (here.process != 0)
        return;
    for (uint32_t i = 0; i < R->config.watch_count; i++) {
        struct watch *w = &R->watch[i];
        uint64_t address;
        if (!watched_place(w, &address))
            continue;
        uint32_t size = w->seen == 4 ? 4 : w->size > 8 ? 8 : w->size;
        w->value = 0;
        memcpy(&w->value, (const void *)address, size);
        w->seen = size;
    }
}

static void off(void)
{
    me.task = NULL;
    me.span = 0;
    me.dispatching = 0;
    trap_selector = 0;
}

void task_leave_process(void)
{
    if (!me.task)
        return;
    me.inside++;
    trap_selector = 0;
    if (here.process == 0 || !here.multi)
        task_watch();
    sched_point(RACE_DOES_EXIT | STEP_GIVES, task_ends(R->process[here.process].parent), true);
    for (uint32_t i = 0; i < me.task->held_count; i++) {
        const struct object *o = &R->object[me.task->held[i]];
        if (!(o->key.domain & DOMAIN_PRIVATE) && !o->robust &&
            (o->kind == OBJECT_MUTEX || o->kind == OBJECT_RWLOCK || o->kind == OBJECT_SPIN))
            core_misuse(RACE_HELD_AT_EXIT, o, o->taken_at);
    }
    if (R->process[here.process].threads_alive > 1)
        guest_cut(RACE_CUT_LEFT);
    R->process[here.process].left = me.id + 1;
    channel_close_all();
    task_process_dead(here.process);
    R->dying_pid = me.task->pid;
    sched_hand_over();
    off();
}

__attribute__((destructor(101))) static void leaves_main(void)
{
    if (!guest_on())
        return;
    (void)fflush(NULL); /* what fails here fails again at the end of exit */
    task_leave_process();
}

_Noreturn WRAP(void, _exit, int code)
{
    if (guest_on())
        task_leave_process();
    REAL(_exit)(code);
    __builtin_unreachable();
}
_Noreturn WRAP(void, _Exit, int code)
{
    if (guest_on())
        task_leave_process();
    REAL(_Exit)(code);
    __builtin_unreachable();
}

/* --- processes ---------------------------------------------------------------------------------------------------- */

/* No signal may come before it knows who it is: it would be taken for one of its parent's, and forgotten. */
static void in_the_child(uint32_t id, uint32_t process, const sigset_t *mask)
{
    bool was_multi = here.multi;
    here.multi = false;
    me.stack_span = 0;
    become(id, process);
    (void)SYS6(SYS_rt_sigprocmask, SIG_SETMASK, mask, 0, 8, 0, 0);
    if (was_multi)
        shadow_drop_private();
    heap_forked();
    shadow_forked();
    sched_go();
    trap_start();
}

/* What pthread_atfork() asked for is the program's: it may wait for a lock, and then others must get the turn. Within
 * the real fork() it would sleep in the kernel, with the turn. */
enum { AT_FORK_MAX = 64 };
static struct {
    void (*prepare)(void), (*parent)(void), (*child)(void);
} at_fork[AT_FORK_MAX];
static uint32_t at_fork_count;

WRAP(int, pthread_atfork, void (*prepare)(void), void (*parent)(void), void (*child)(void))
{
    if (at_fork_count == AT_FORK_MAX)
        return ENOMEM;
    at_fork[at_fork_count].prepare = prepare;
    at_fork[at_fork_count].parent = parent;
    at_fork[at_fork_count++].child = child;
    return 0;
}

pid_t __real_fork(void);
static pid_t forks(uint64_t pc, void *const *frame)
{
    if (!guest_on())
        return REAL(fork)();
    guest_enter();
    copied_forks(frame);
    sched_call(pc);
    sched_point(RACE_DOES_CREATE, task_key(R->person_count), true);
    uint32_t process = new_process(), id = process == NOBODY ? NOBODY : new_task(KIND_PROCESS, process);
    if (id == NOBODY) {
        guest_leave();
        errno = EAGAIN;
        return -1;
    }
    core_tick();
    if (R->process[here.process].threads_alive > 1)
        guest_cut(RACE_CUT_FORKED);
    sigset_t mask;
    signal_keep_out(&mask);
    pid_t pid = REAL(fork)();
    int error = errno;
    if (pid != 0)
        (void)SYS6(SYS_rt_sigprocmask, SIG_SETMASK, &mask, 0, 8, 0, 0);
    if (pid == 0) {
        in_the_child(id, process, &mask);
    } else if (pid > 0) {
        R->task[id].pid = R->process[process].pid = (uint32_t)pid;
        shadow_forked();
        sched_point(RACE_DOES_OTHER, task_key(R->task[id].person), false);
    } else {
        guest_limit(RACE_LIMIT_TASKS, "fork");
        R->task[id].state = TASK_FREE;
        R->process[process].reaped = 1;
    }
    guest_leave();
    errno = error;
    return pid > 0 ? task_shown_pid(process) : pid;
}
pid_t __wrap_fork(void);
pid_t __wrap_fork(void)
{
    const uint32_t n = at_fork_count;
    for (uint32_t i = n; i > 0; i--)
        if (at_fork[i - 1].prepare)
            at_fork[i - 1].prepare();
    pid_t pid = forks(CALLER, __builtin_frame_address(0));
    int error = errno;
    for (uint32_t i = 0; i < n; i++) {
        void (*after)(void) = pid == 0 ? at_fork[i].child : at_fork[i].parent;
        if (after)
            after();
    }
    errno = error;
    return pid;
}
WRAP(pid_t, vfork, void)
{
    return forks(CALLER, __builtin_frame_address(0));
}
WRAP(pid_t, _Fork, void)
{
    return forks(CALLER, __builtin_frame_address(0));
}

/* --- threads ------------------------------------------------------------------------------------------------------ */

static void thread_leaves(void *again)
{
    if (!me.task)
        return;
    if (++rounds < PTHREAD_DESTRUCTOR_ITERATIONS) {
        (void)pthread_setspecific(last_key, again);
        return;
    }
    guest_enter();
    if (R->process[here.process].threads_alive == 1) {
        guest_leave();
        exit(0); /* what libc does for the last thread; but by its count another that is dying may be the last */
    }
    sched_point(RACE_DOES_EXIT | STEP_GIVES, task_key(me.task->person), true);
    task_dead(me.id);
    sched_wake_all();
    R->dying_tgid = me.task->pid;
    R->dying_tid = me.task->tid;
    sched_hand_over();
    off();
}

static void thread_stack(void)
{
    pthread_attr_t attributes;
    void *low;
    size_t size;
    if (me.task->kind != KIND_THREAD) {
        me.stack_low = (uint64_t)&low - STACK_BYTES;
        me.stack_span = STACK_BYTES + (1 << 20);
    } else if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        if (pthread_attr_getstack(&attributes, &low, &size) == 0) {
            me.stack_low = (uint64_t)low;
            me.stack_span = size;
            R->person[me.task->person].stack_low = me.stack_low;
            R->person[me.task->person].stack_bytes = size;
            shadow_forget((uint64_t)low, size);
        }
        (void)pthread_attr_destroy(&attributes);
    }
}

static void *thread_body(void *number)
{
    struct start s = starts[(uint64_t)number];
    void *result;
    me.inside = 1;
    become((uint32_t)(uint64_t)number, here.process);
    sched_go();
    signal_let_in(&s.mask);
    thread_stack();
    rounds = 0;
    (void)pthread_setspecific(last_key, &rounds);
    me.inside = 0;
    trap_start();
    result = s.run ? s.run(s.arg) : (void *)(intptr_t)s.run_c11(s.arg);
    return result;
}

/* Libc gives a detached thread's handle again once it is gone: the old entry must not be found. */
static void remember(pthread_t thread, uint32_t id)
{
    int room = -1;
    for (int i = 0; i < TASKS_MAX; i++) {
        if (threads[i].used && threads[i].thread == thread)
            threads[i].used = false;
        if (!threads[i].used && room < 0)
            room = i;
    }
    if (room < 0)
        return;
    threads[room].thread = thread;
    threads[room].task = id;
    threads[room].person = R->task[id].person;
    threads[room].used = true;
}

int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *arg);
static int create(pthread_t *thread, const pthread_attr_t *attributes, struct start start, uint64_t pc,
                  void *const *frame)
{
    guest_enter();
    sched_call(pc);
    sched_point(RACE_DOES_CREATE, task_key(R->person_count), true);
    if (!here.multi) {
        shadow_everything();
        thread_stack();
        remember(pthread_self(), me.id); /* it may be joined, too */
    }
    frames_see(frame);
    uint32_t id = new_task(KIND_THREAD, here.process);
    if (id == NOBODY) {
        guest_leave();
        return EAGAIN;
    }
    starts[id] = start;
    struct start *const s = &starts[id];
    R->process[here.process].threads_alive++;
    R->task[id].pid = me.task->pid;
    core_tick();
    pthread_t made;
    signal_keep_out(&s->mask);
    const sigset_t mask = s->mask;
    if (attributes)
        (void)pthread_attr_getsigmask_np(attributes, &s->mask); /* where none is set, this leaves it as it is */
    int code = thread_make(&made, attributes, thread_body, (void *)(uint64_t)id);
    (void)SYS6(SYS_rt_sigprocmask, SIG_SETMASK, &mask, 0, 8, 0, 0);
    if (code == 0) {
        guest_leave();
        shadow_range(thread, sizeof *thread, true, pc);
        guest_enter();
        *thread = made;
        remember(made, id);
        sched_point(RACE_DOES_OTHER, task_key(R->task[id].person), false);
    } else {
        if (code == EAGAIN) /* what else it refuses, the program asked for: attributes */
            guest_limit(RACE_LIMIT_TASKS, "pthread_create");
        R->task[id].state = TASK_FREE;
        R->process[here.process].threads_alive--;
    }
    guest_leave();
    return code;
}
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *arg);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *arg)
{
    if (!guest_on())
        return REAL(pthread_create)(thread, attributes, run, arg);
    return create(thread, attributes, (struct start){.run = run, .arg = arg}, CALLER, __builtin_frame_address(0));
}
WRAP(int, thrd_create, thrd_t *thread, thrd_start_t run, void *arg)
{
    if (!guest_on())
        return REAL(thrd_create)(thread, run, arg);
    int code = create(thread, NULL, (struct start){.run_c11 = run, .arg = arg}, CALLER, __builtin_frame_address(0));
    return code == 0 ? thrd_success : code == EAGAIN ? thrd_nomem : thrd_error;
}

struct task *task_of(pthread_t thread)
{
    for (int i = 0; i < TASKS_MAX; i++)
        if (threads[i].used && threads[i].thread == thread && R->task[threads[i].task].person == threads[i].person)
            return &R->task[threads[i].task];
    return NULL;
}

int __real_pthread_join(pthread_t thread, void **value);
static int joins(pthread_t thread, void **value, uint64_t until, uint64_t pc)
{
    int found = -1;
    for (int i = 0; i < TASKS_MAX; i++)
        if (threads[i].used && threads[i].thread == thread)
            found = i;
    if (found >= 0) {
        const uint32_t id = threads[found].task, person = threads[found].person;
        struct key key = task_key(person);
        sched_call(pc);
        if (until == NOT_AT_ALL)
            sched_point(RACE_DOES_OTHER, key, false);
        else if (R->task[id].state == TASK_DEAD || until)
            sched_point(RACE_DOES_WAIT | STEP_TAKES, key, false);
        else
            sched_next(RACE_DOES_WAIT | STEP_TAKES, key, false);
        while (R->task[id].person == person && R->task[id].state != TASK_DEAD && thread != pthread_self()) {
            if (until == NOT_AT_ALL)
                return EBUSY;
            if (task_cancelled())
                return EINTR; /* never seen by the program */
            if (!sched_block(BLOCK_JOIN, key, until, pc))
                return ETIMEDOUT;
        }
    }
    int code = REAL(pthread_join)(thread, value);
    if (code == 0 && found >= 0) {
        struct task *t = &R->task[threads[found].task];
        if (t->person == threads[found].person) {
            core_join(me.task->vc, t->vc);
            t->joined = 1;
        }
        threads[found].used = false;
    }
    return code;
}
int task_join(pthread_t thread, void **value, uint64_t until, uint64_t pc)
{
    guest_enter();
    int code = joins(thread, value, until, pc);
    guest_leave();
    task_test_cancel();
    if (code == 0 && value)
        shadow_range(value, sizeof *value, true, pc);
    return code;
}
int __wrap_pthread_join(pthread_t thread, void **value);
int __wrap_pthread_join(pthread_t thread, void **value)
{
    return guest_on() ? task_join(thread, value, 0, CALLER) : REAL(pthread_join)(thread, value);
}
WRAP(int, thrd_join, thrd_t thread, int *value)
{
    void *result = NULL;
    if (!guest_on())
        return REAL(thrd_join)(thread, value);
    int code = task_join(thread, &result, 0, CALLER);
    if (value) {
        shadow_range(value, sizeof *value, true, CALLER);
        *value = (int)(intptr_t)result;
    }
    return code == 0 ? thrd_success : thrd_error;
}
