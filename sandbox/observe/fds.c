/* fds.c -- the ledger of descriptors: who got each from where, whether he used it, and how he gave it back. */
#include "sandbox/observe/fds_parts.h"

#include "sandbox/base/err.h"

#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>

/* A process's table is the list of its open rows; a child gets copies of its parent's. Single calls change it as they
 * are told; a whole table that is told (FD_TABLE) settles what no call told: what execve closed, what came through a
 * socket, what close_range took away. So a call that nobody thought of makes a row late, never a wrong one. */

enum { ROWS_MAX = 50000, FAULTS_MAX = 1000, ASKED_MAX = 4 };

const char *fds_from_name(enum fds_from from)
{
    static const char *const names[] = {
        [FDS_FROM_START] = "start", [FDS_FROM_PIPE] = "pipe", [FDS_FROM_OPEN] = "open",
        [FDS_FROM_DUP] = "dup",     [FDS_FROM_FORK] = "fork", [FDS_FROM_RIGHTS] = "scm_rights"};
    CHECK((unsigned)from < sizeof names / sizeof *names);
    return names[from];
}

struct fds *fds_begin(struct arena *arena)
{
    struct fds *fds = arena_alloc(arena, 1, sizeof *fds);
    fds->arena = arena;
    return fds;
}

/* --- processes and their tables ----------------------------------------------------------------------------------- */

static struct process *table_at(const struct fds *fds, uint32_t id)
{
    const struct process *process = fds_process(fds, id);
    return process ? fds_process(fds, process->table) : NULL;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static struct row *open_row(const struct fds *fds, uint32_t process, int fd)
{
    const struct process *table = table_at(fds, process);
    for (size_t i = 0; table && i < table->open_count; i++)
        if (fds->rows[table->open[i]].said.fd == fd)
            return &fds->rows[table->open[i]];
    return NULL;
}

static void close_row(struct fds *fds, struct row *row, enum fds_closed how, uint32_t event)
{
    struct process *table = fds_process(fds, row->said.process);
    size_t index = (size_t)(row - fds->rows);
    for (size_t i = 0; i < table->open_count; i++)
        if (table->open[i] == index) {
            memmove(&table->open[i], &table->open[i + 1], (table->open_count - i - 1) * sizeof *table->open);
            table->open_count--;
            break;
        }
    row->said.closed = how;
    row->closed_by = event;
    row->said.closed_ns = event > 0 ? fds->now_ns : 0;
}

/* Adds a row to the table of the process; said.process becomes whose table that is. May move all rows. */
static void add_row(struct fds *fds, uint32_t process, const struct fds_row *said, uint32_t event)
{
    struct process *table = table_at(fds, process);
    if (!table || fds->row_count == ROWS_MAX) {
        fds->blind = true;
        return;
    }
    struct row *before = open_row(fds, process, said->fd);
    if (before)
        close_row(fds, before, FDS_BY_CLOSE, 0);
    fds->rows = arena_grow(fds->arena, fds->rows, fds->row_count, &fds->row_capacity, sizeof *fds->rows);
    struct row *row = &fds->rows[fds->row_count];
    *row = (struct row){.said = *said, .made_by = event, .is_confirmed = true};
    row->is_theirs = said->from == FDS_FROM_DUP && fds_is_foreign(fds, process);
    row->said.process = fds_process(fds, process)->table;
    row->said.made_ns = fds->now_ns;
    row->said.made_at = (struct waits_stack){0}; /* where its original was made is not where it was */
    row->said.closed_ns = 0;
    row->said.is_stream =
        said->fd <= 2 && said->from != FDS_FROM_PIPE && !(said->from == FDS_FROM_FORK && !said->is_stream);
    table->open = arena_grow(fds->arena, table->open, table->open_count, &table->open_capacity, sizeof *table->open);
    table->open[table->open_count++] = fds->row_count++;
}

static bool find_object(const struct fds *fds, enum fd_kind kind, int64_t id, size_t *out)
{
    for (size_t i = fds->object_count; i-- > 0;) {
        const struct fds_object *object = &fds->objects[i];
        if (object->kind == kind && (object->id == id || (object->second_id != 0 && object->second_id == id))) {
            *out = i;
            return true;
        }
    }
    return false;
}

static size_t add_object(struct fds *fds, enum fd_kind kind, int64_t id, int64_t second_id, uint32_t event)
{
    uint32_t number = 1;
    for (size_t i = 0; i < fds->object_count; i++)
        number += fds->objects[i].kind == kind;
    fds->objects = arena_grow(fds->arena, fds->objects, fds->object_count, &fds->object_capacity, sizeof *fds->objects);
    fds->object_events =
        arena_grow(fds->arena, fds->object_events, fds->object_count, &fds->event_capacity, sizeof *fds->object_events);
    fds->objects[fds->object_count] =
        (struct fds_object){.kind = kind, .id = id, .second_id = second_id, .number = number};
    fds->object_events[fds->object_count] = event;
    return fds->object_count++;
}

static enum fds_end end_of_mode(enum fd_kind kind, int64_t mode)
{
    if (kind == FD_SOCKET || mode == O_RDWR)
        return FDS_BOTH;
    return mode == O_RDONLY ? FDS_READ : mode == O_WRONLY ? FDS_WRITE : FDS_NO_END;
}

/* What FD_MADE and FD_KEPT say of a descriptor: fd, kind, object, mode. A FIFO is known by being opened. */
static struct fds_row row_of(struct fds *fds, const struct event *ev, enum fds_from from)
{
    enum fd_kind kind = (enum fd_kind)ev->arg[1];
    struct fds_row row = {.fd = (int)ev->arg[0], .kind = kind, .from = from, .from_fd = -1, .name = ""};
    bool is_object = kind == FD_PIPE || kind == FD_FIFO || kind == FD_SOCKET;
    bool found = is_object && find_object(fds, kind, ev->arg[2], &row.object);
    if (!found && kind == FD_FIFO && !fds_is_foreign(fds, ev->process)) {
        row.object = add_object(fds, kind, ev->arg[2], 0, ev->number);
        found = true;
    }
    if (found)
        row.end = end_of_mode(kind, ev->arg[3]);
    return row;
}

/* --- single calls ------------------------------------------------------------------------------------------------- */

static void see_pipe(struct fds *fds, const struct event *ev)
{
    enum fd_kind kind = (enum fd_kind)ev->arg[0];
    if (fds_is_foreign(fds, ev->process))
        return; /* a shell's own */
    size_t object = add_object(fds, kind, ev->arg[1], ev->arg[4] > 0 ? ev->arg[4] : 0, ev->number);
    for (int i = 0; i < 2 && ev->arg[2 + i] >= 0; i++) {
        enum fds_end end = kind == FD_SOCKET ? FDS_BOTH : i == 0 ? FDS_READ : FDS_WRITE;
        struct fds_row row = {.fd = (int)ev->arg[2 + i],
                              .end = end,
                              .kind = kind,
                              .object = object,
                              .from = FDS_FROM_PIPE,
                              .from_fd = -1,
                              .name = ""};
        add_row(fds, ev->process, &row, ev->number);
    }
}

static bool is_use(enum fds_end end, bool writes)
{
    return end == FDS_BOTH || end == (writes ? FDS_WRITE : FDS_READ);
}

/* What a program that was executed starts has from it, by the same number, what it uses: "sh -c 'cat <&4'". */
static void mark(struct fds *fds, uint32_t process, int fd, bool is_used)
{
    const struct row *used = open_row(fds, process, fd);
    for (const struct process *at; used && (at = fds_process(fds, process)); process = at->parent) {
        struct row *row = open_row(fds, process, fd);
        if (!row || row->said.object != used->said.object || row->said.end != used->said.end)
            return;
        row->said.used |= is_used;
        row->said.unseen = !row->said.used;
        if (!at->is_beyond)
            return;
    }
}

/* All that it holds of pipes and their like; like: only those that are open on the same end. */
static void mark_all(struct fds *fds, uint32_t process, const struct fds_row *like, bool is_used)
{
    const struct process *table = table_at(fds, process);
    for (size_t i = 0; table && i < table->open_count; i++) {
        const struct fds_row *row = &fds->rows[table->open[i]].said;
        if (row->end != FDS_NO_END && (!like || (row->object == like->object && row->end == like->end)))
            mark(fds, process, row->fd, is_used);
    }
}

static void see_made(struct fds *fds, const struct event *ev)
{
    struct fds_row row = row_of(fds, ev, FDS_FROM_OPEN);
    row.name = arena_string(fds->arena, ev->text);
    if (row.kind == FD_PIPE && row.end != FDS_NO_END) /* its only names are in /proc: /dev/fd/3 is a use of 3 */
        mark_all(fds, ev->process, &row, true);
    add_row(fds, ev->process, &row, ev->number);
}

static void see_copied(struct fds *fds, const struct event *ev)
{
    struct row *old = open_row(fds, ev->process, (int)ev->arg[0]);
    struct row *replaced = open_row(fds, ev->process, (int)ev->arg[1]);
    if (ev->arg[0] == ev->arg[1])
        return;
    if (replaced)
        close_row(fds, replaced, FDS_BY_DUP2, ev->number);
    if (!old)
        return; /* the next table tells */
    struct fds_row row = old->said;
    row.fd = (int)ev->arg[1];
    row.from = FDS_FROM_DUP;
    row.from_fd = (int)ev->arg[0];
    row.used = row.unseen = false;
    row.closed = FDS_OPEN;
    row.asked_at = (struct waits_stack){0};
    if (fds_is_foreign(fds, ev->process)) /* a shell's way to use it; what it puts aside so is a stream */
        mark(fds, ev->process, row.from_fd, true);
    add_row(fds, ev->process, &row, ev->number);
}

static int64_t last_row_of(const struct fds *fds, uint32_t process, int fd)
{
    const struct process *known = fds_process(fds, process);
    for (size_t i = fds->row_count; known && i-- > 0;)
        if (fds->rows[i].said.process == known->table && fds->rows[i].said.fd == fd)
            return (int64_t)i;
    return -1;
}

/* The last that had the number in the process that forked this one, or forked that: it was closed before the fork. */
static int64_t row_before_fork(const struct fds *fds, uint32_t process, int fd)
{
    const struct process *child = fds_process(fds, process), *parent;
    for (; child && (parent = fds_process(fds, child->parent)); child = parent)
        for (size_t i = fds->row_count; i-- > 0;) {
            const struct row *row = &fds->rows[i];
            if (row->said.process == parent->table && row->said.fd == fd && row->made_by < child->born &&
                row->said.closed == FDS_BY_CLOSE)
                return (int64_t)i;
        }
    return -1;
}

static void add_fault(struct fds *fds, const struct event *ev, enum fds_fault_kind kind, const char *call)
{
    const struct process *process = fds_process(fds, ev->process);
    int fd = (int)ev->arg[0];
    bool is_open = open_row(fds, ev->process, fd) != NULL;
    if (!process || process->is_foreign || fds->fault_count == FAULTS_MAX)
        return; /* another program's mistakes are nobody's here */
    for (size_t i = 0; i < fds->fault_count; i++) {
        const struct fds_fault *known = &fds->faults[i].said;
        bool may_be_none = fds->faults[i].is_pending || known->close_count > 0;
        if (known->process == ev->process && known->kind == kind && known->fd == fd && known->is_open == is_open &&
            !may_be_none)
            return;
    }
    int64_t row = last_row_of(fds, ev->process, fd);
    fds->faults = arena_grow(fds->arena, fds->faults, fds->fault_count, &fds->fault_capacity, sizeof *fds->faults);
    fds->faults[fds->fault_count++] =
        (struct fault){.said = {.kind = kind,
                                .process = ev->process,
                                .fd = fd,
                                .row = row,
                                .before = row < 0 ? row_before_fork(fds, ev->process, fd) + 1 : 0,
                                .is_open = is_open,
                                .call = arena_string(fds->arena, call),
                                .failed = process->failure.failed,
                                .error = process->failure.error,
                                .failed_at = process->failure.failed_at},
                       .event = ev->number,
                       .is_pending = kind == FDS_DOUBLE_CLOSE || kind == FDS_BAD_CLOSE};
}

static void see_closed(struct fds *fds, const struct event *ev)
{
    const struct process *process = fds_process(fds, ev->process);
    struct row *row = open_row(fds, ev->process, (int)ev->arg[0]);
    if (!process)
        return;
    int64_t last = ev->arg[1] == 0 ? -1 : last_row_of(fds, ev->process, (int)ev->arg[0]);
    bool is_known = ev->arg[1] == 0 || last >= 0 || row_before_fork(fds, ev->process, (int)ev->arg[0]) >= 0;
    if (!process->is_foreign)
        fds_sweep_see(fds, ev->process, ev, !is_known);
    if (ev->arg[1] == 0 && row)
        close_row(fds, row, FDS_BY_CLOSE, ev->number);
    if (ev->arg[1] == 0 || fds_sweep_is_sure(process))
        return;
    bool twice = last >= 0 && fds->rows[last].said.closed != FDS_OPEN;
    add_fault(fds, ev, twice ? FDS_DOUBLE_CLOSE : FDS_BAD_CLOSE, "close");
}

static void see_failed(struct fds *fds, const struct event *ev)
{
    struct process *process = fds_process(fds, ev->process);
    if (!process)
        return;
    process->failure = (struct fds_fault){.failed = arena_string(fds->arena, ev->text), .error = (int)ev->arg[2]};
    process->failure_event = ev->number;
}

static void see_used(struct fds *fds, uint32_t process, int fd, bool writes)
{
    const struct row *row = open_row(fds, process, fd);
    if (row && is_use(row->said.end, writes))
        mark(fds, process, fd, true);
}

static void see_unseen(struct fds *fds, const struct event *ev)
{
    mark_all(fds, ev->process, NULL, false);
}

static void see_eof(struct fds *fds, const struct event *ev)
{
    struct row *row = open_row(fds, ev->process, (int)ev->arg[0]);
    if (row)
        row->saw_end = true;
}

static void see_asked(struct fds *fds, const struct event *ev)
{
    struct row *row = open_row(fds, ev->process, (int)ev->arg[0]);
    if (row) {
        row->asked_by = ev->number;
        row->asked++;
    }
}

static void see_unsent(struct fds *fds, const struct event *ev)
{
    struct row *row = open_row(fds, ev->process, (int)ev->arg[0]);
    if (row && is_use(row->said.end, true))
        row->said.unsent = (uint64_t)ev->arg[1];
}

/* What a process waits on, it uses, though no byte has moved. */
static void see_blocked(struct fds *fds, const struct event *ev)
{
    static const struct {
        int64_t call;
        bool writes;
    } calls[] = {{SYS_read, false},     {SYS_readv, false},   {SYS_write, true},  {SYS_writev, true},
                 {SYS_recvfrom, false}, {SYS_recvmsg, false}, {SYS_sendto, true}, {SYS_sendmsg, true}};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (calls[i].call == ev->arg[0])
            see_used(fds, ev->process, (int)ev->arg[1], calls[i].writes);
}

/* --- whole tables ------------------------------------------------------------------------------------------------- */

static void end_table(struct fds *fds)
{
    struct process *table = table_at(fds, fds->table_of);
    enum fds_closed how = fds->table_why == TABLE_EXEC ? FDS_BY_EXEC : FDS_BY_CLOSE;
    for (size_t i = table->open_count; i-- > 0;) {
        struct row *row = &fds->rows[table->open[i]];
        if (!row->is_confirmed)
            close_row(fds, row, how, fds->table_event);
    }
    fds->table_of = 0;
}

/* Which children did it not wait for? Those that still live, and those of which CHILD_LEFT is said. */
static void leave_children(struct fds *fds, uint32_t parent)
{
    for (uint32_t id = 1; id < fds->process_capacity; id++) {
        const struct process *child = fds_process(fds, id);
        if (!child || child->ended || child->parent != parent)
            continue;
        fds->children =
            arena_grow(fds->arena, fds->children, fds->child_count, &fds->child_capacity, sizeof *fds->children);
        fds->children[fds->child_count++] = (struct fds_child){.process = id, .parent = parent};
    }
}

static void see_table(struct fds *fds, const struct event *ev)
{
    struct process *process = fds_process(fds, ev->process), *table = table_at(fds, ev->process);
    fds->blind |= ev->arg[0] == TABLE_LOST;
    if (!process || !table || ev->arg[0] == TABLE_LOST)
        return;
    fds->table_of = ev->process;
    fds->table_why = (enum fd_table)ev->arg[0];
    fds->table_event = fds->table_why == TABLE_CHANGED ? ev->number : 0;
    fds->kept_left = ev->arg[1];
    for (size_t i = 0; i < table->open_count; i++)
        fds->rows[table->open[i]].is_confirmed = false;
    process->lived_on = (uint32_t)ev->arg[2];
    if (ev->arg[0] == TABLE_EXIT && !process->is_foreign)
        leave_children(fds, ev->process);
    if (fds->kept_left == 0)
        end_table(fds);
}

static void see_kept(struct fds *fds, const struct event *ev)
{
    static const enum fds_from from[TABLE_COUNT] = {[TABLE_EXEC] = FDS_FROM_START,
                                                    [TABLE_EXIT] = FDS_FROM_START,
                                                    [TABLE_EXIT_CARELESS] = FDS_FROM_START,
                                                    [TABLE_CHANGED] = FDS_FROM_RIGHTS,
                                                    [TABLE_LOST] = FDS_FROM_START};
    if (ev->process != fds->table_of || fds->kept_left <= 0)
        return;
    struct row *row = open_row(fds, ev->process, (int)ev->arg[0]);
    struct fds_row now = row_of(fds, ev, from[fds->table_why]);
    bool is_same = row && row->said.kind == now.kind &&
                   (now.end == FDS_NO_END || (row->said.end == now.end && row->said.object == now.object));
    if (is_same)
        row->is_confirmed = true;
    else
        add_row(fds, ev->process, &now, fds->table_event);
    if (--fds->kept_left == 0)
        end_table(fds);
}

/* --- processes ---------------------------------------------------------------------------------------------------- */

static void see_task(struct fds *fds, const struct event *ev)
{
    if (ev->task > EVENTS_MAX || ev->process > EVENTS_MAX) {
        fds->blind = true;
        return;
    }
    fds->process_of = arena_grow(fds->arena, fds->process_of, ev->task, &fds->task_capacity, sizeof *fds->process_of);
    fds->process_of[ev->task] = ev->process;
    if (ev->task != ev->process)
        return; /* a thread */
    fds->processes = arena_grow(fds->arena, fds->processes, ev->task, &fds->process_capacity, sizeof *fds->processes);
    uint32_t maker = ev->arg[0] > 0 && (size_t)ev->arg[0] < fds->task_capacity ? fds->process_of[ev->arg[0]] : 0;
    const struct process *parent = fds_process(fds, maker);
    fds->processes[ev->task] = (struct process){.known = true, .parent = maker, .table = ev->task, .born = ev->number};
    if (!parent)
        return;
    fds->processes[ev->task].failure = parent->failure;
    fds->processes[ev->task].is_foreign = parent->is_foreign;
    fds->processes[ev->task].is_beyond = parent->is_foreign;
    fds->processes[ev->task].is_vfork = ev->arg[1] == TASK_VFORK;
    if (ev->arg[3]) {
        fds->processes[ev->task].table = parent->table;
        return;
    }
    const struct process *table = fds_process(fds, parent->table);
    size_t count = table ? table->open_count : 0;
    for (size_t i = 0; i < count; i++) {
        struct fds_row row = fds->rows[fds_process(fds, parent->table)->open[i]].said;
        row.from = FDS_FROM_FORK;
        row.from_fd = -1;
        row.used = row.unseen = false;
        add_row(fds, ev->task, &row, ev->number);
    }
}

/* system() and popen() fork by themselves and execute one: what goes along is not for the program to close. */
static bool is_shell(const char *name)
{
    return strcmp(name, "sh") == 0 || strcmp(name, "dash") == 0 || strcmp(name, "bash") == 0;
}

static void see_exec(struct fds *fds, const struct event *ev)
{
    struct process *process = fds_process(fds, ev->process);
    if (!process)
        return;
    if (!fds->own_program)
        fds->own_program = arena_string(fds->arena, ev->text);
    process->is_command |= process->is_vfork && !process->has_exec && is_shell(ev->text);
    process->has_exec = true;
    fds_sweep_end(fds, ev->process);
    process->is_foreign = strcmp(fds->own_program, ev->text) != 0;
    const struct process *table = table_at(fds, ev->process);
    for (size_t i = 0; table && i < table->open_count; i++) /* its streams are no more */
        fds->rows[table->open[i]].said.asked_at = (struct waits_stack){0};
}

static void see_exit(struct fds *fds, const struct event *ev)
{
    struct process *process = fds_process(fds, ev->process);
    if (!process || ev->task != ev->process)
        return;
    process->ended = true;
    process->ended_ns = ev->at_ns;
    process->delay_ns = (uint64_t)ev->arg[3];
    process->answers_ns = (uint64_t)ev->arg[4];
}

static void see_child_left(struct fds *fds, const struct event *ev)
{
    const struct process *parent = fds_process(fds, ev->process);
    uint32_t id = ev->arg[0] > 0 && ev->arg[0] <= EVENTS_MAX ? (uint32_t)ev->arg[0] : 0;
    const struct process *child = fds_process(fds, id);
    if (!parent || parent->is_foreign || !child || !child->ended)
        return;
    fds->children =
        arena_grow(fds->arena, fds->children, fds->child_count, &fds->child_capacity, sizeof *fds->children);
    fds->children[fds->child_count++] = (struct fds_child){.process = id, .parent = ev->process};
}

/* The process whose birth the event was; 0: none. It is one of the last. */
static size_t last_born(const struct fds *fds, uint32_t event)
{
    for (size_t id = fds->process_capacity; id-- > 1;)
        if (fds->processes[id].known && fds->processes[id].born <= event)
            return fds->processes[id].born == event ? id : 0;
    return 0;
}

/* It explains an event before it: what was made, closed or failed there. */
static void see_stack(struct fds *fds, const struct event *ev)
{
    struct waits_stack stack = {(uint32_t)ev->arg[0], (uint32_t)ev->arg[1]};
    uint32_t event = (uint32_t)ev->arg[2];
    for (size_t i = fds->object_count; i-- > 0 && fds->object_events[i] >= event;)
        if (fds->object_events[i] == event)
            fds->objects[i].made_at = stack;
    for (size_t i = 0; i < fds->row_count; i++) {
        struct row *row = &fds->rows[i];
        if (row->made_by == event && event != 0)
            row->said.made_at = stack;
        if (row->closed_by == event && event != 0)
            row->said.closed_at = stack;
        if (row->asked_by == event && event != 0)
            row->said.asked_at = stack;
    }
    for (size_t i = 0; i < fds->fault_count; i++)
        if (fds->faults[i].event == event)
            fds->faults[i].said.at = stack;
    struct process *caller = fds_process(fds, ev->process), *born = fds_process(fds, (uint32_t)last_born(fds, event));
    if (caller && caller->failure_event == event)
        caller->failure.failed_at = stack;
    if (caller && caller->series_count > 0 && caller->series[caller->series_count - 1].event == event)
        caller->series[caller->series_count - 1].said.at = stack;
    if (born)
        born->fork = stack;
}

void fds_see(struct fds *fds, const struct event *ev)
{
    static void (*const sees[EV_COUNT])(struct fds *, const struct event *) = {
        [EV_TASK] = see_task,
        [EV_EXEC] = see_exec,
        [EV_EXIT] = see_exit,
        [EV_PIPE] = see_pipe,
        [EV_FD_MADE] = see_made,
        [EV_FD_COPIED] = see_copied,
        [EV_FD_CLOSED] = see_closed,
        [EV_FD_TABLE] = see_table,
        [EV_FD_KEPT] = see_kept,
        [EV_STACK] = see_stack,
        [EV_CHILD_LEFT] = see_child_left,
        [EV_BLOCKED] = see_blocked,
        [EV_FD_EOF] = see_eof,
        [EV_FD_UNSEEN] = see_unseen,
        [EV_FD_ASKED] = see_asked,
        [EV_UNSENT] = see_unsent,
    };
    if (fds->table_of != 0 && ev->kind != EV_FD_KEPT)
        end_table(fds); /* it stopped short */
    fds->now_ns = ev->at_ns;
    if (ev->kind == EV_FD_USED)
        see_used(fds, ev->process, (int)ev->arg[0], ev->arg[1] != 0);
    else if (ev->kind == EV_FD_BAD && ev->arg[2] != 0)
        see_failed(fds, ev);
    else if (ev->kind == EV_FD_BAD)
        add_fault(fds, ev, FDS_BAD_CALL, ev->text);
    else if (ev->kind == EV_FD_BROKEN)
        add_fault(fds, ev, FDS_BROKEN, "write");
    else if (ev->kind == EV_REFUSED)
        add_fault(fds, ev, FDS_REFUSED, "fork");
    else if (ev->kind == EV_OVERFLOW)
        fds->blind = true;
    else if (ev->kind < EV_COUNT && sees[ev->kind])
        sees[ev->kind](fds, ev);
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

bool fds_is_open(const struct fds *fds, uint32_t process, int fd)
{
    return open_row(fds, process, fd) != NULL;
}

bool fds_may_use(const struct fds *fds, uint32_t process, int fd, bool writes, bool *is_new)
{
    const struct row *row = open_row(fds, process, fd);
    *is_new = row && is_use(row->said.end, writes) && !row->said.used;
    return row && (row->said.end == FDS_NO_END || is_use(row->said.end, writes));
}

bool fds_may_end(const struct fds *fds, uint32_t process, int fd)
{
    const struct row *row = open_row(fds, process, fd);
    return row && !row->saw_end && is_use(row->said.end, false);
}

bool fds_may_be_stream(const struct fds *fds, uint32_t process, int fd)
{
    const struct row *row = open_row(fds, process, fd);
    return row && row->said.end != FDS_NO_END && row->asked < ASKED_MAX;
}

static bool is_used_by(const struct fds *fds, const struct process *table, size_t object)
{
    for (size_t i = 0; i < table->open_count; i++) {
        const struct fds_row *row = &fds->rows[table->open[i]].said;
        if (row->end != FDS_NO_END && row->used && row->object == object)
            return true;
    }
    return false;
}

bool fds_has_unused(const struct fds *fds, uint32_t process, bool is_far)
{
    const struct process *table = table_at(fds, process);
    for (size_t i = 0; table && i < table->open_count; i++) {
        const struct fds_row *row = &fds->rows[table->open[i]].said;
        if (row->end != FDS_NO_END && !row->used && !row->unseen && !(is_far && is_used_by(fds, table, row->object)))
            return true;
    }
    return false;
}

bool fds_has_ends(const struct fds *fds, uint32_t process)
{
    const struct process *table = table_at(fds, process);
    for (size_t i = 0; table && i < table->open_count; i++)
        if (fds->rows[table->open[i]].said.end != FDS_NO_END)
            return true;
    return false;
}

bool fds_is_sweeping(const struct fds *fds, uint32_t process)
{
    const struct process *known = fds_process(fds, process);
    return known && fds_sweep_is_sure(known);
}

bool fds_is_foreign(const struct fds *fds, uint32_t process)
{
    const struct process *known = fds_process(fds, process);
    return known && known->is_foreign;
}

bool fds_has_objects(const struct fds *fds)
{
    return fds->object_count > 0;
}
