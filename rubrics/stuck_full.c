/* stuck_full.c -- what mends a deadlock in which a pipe is full. */
#include "rubrics/stuck_parts.h"

#include <string.h>

/* Is there nobody but the writers themselves who could read? */
static bool is_own_pipe_full(const struct teller *t)
{
    bool any = false;
    for (size_t i = 0; i < t->deadlock->wait_count; i++) {
        const struct waits_wait *wait = &t->deadlock->waits[i];
        any |= wait->on == WAIT_PIPE_ROOM && wait->holder_count > 0;
        for (size_t k = 0; k < wait->holder_count; k++)
            if (wait->on != WAIT_PIPE_ROOM || wait->holders[k].process != wait->process)
                return false;
    }
    return any;
}

/* Who read from that pipe, has closed its end of it or has ended, and is not its writer; NULL: nobody. */
static const char *reader_that_left(const struct teller *t, const struct waits_wait *writer)
{
    const struct fds_ledger *ledger = &t->report->ledger;
    for (size_t i = 0; i < ledger->row_count; i++) {
        const struct fds_row *row = &ledger->rows[i];
        const struct report_process *process = stuck_process_of(t->report, row->process);
        if (row->end == FDS_READ && row->used && row->process != writer->process && process &&
            row->object < ledger->object_count && ledger->objects[row->object].id == writer->object &&
            (row->closed != FDS_OPEN || process->ended_by != ENDED_BY_GRADER))
            return stuck_plain_who(t, row->process);
    }
    return NULL;
}

/* Of a writer whose only reader has gone, while one process, perhaps itself, holds the read end and never read. */
static const char *left_alone_text(const struct teller *t, const struct waits_wait *writer)
{
    bool is_one = stuck_processes_in(writer->holders, writer->holder_count) == 1;
    const char *reader = is_one ? reader_that_left(t, writer) : NULL;
    bool is_original = true;
    for (size_t i = 0; i < writer->holder_count && reader; i++) {
        const struct fds_row *row = stuck_row(t, &writer->holders[i]);
        if (!row || row->used || row->unseen || row->end != FDS_READ)
            return NULL;
        is_original &= stuck_is_original(t, &writer->holders[i]);
    }
    if (!reader)
        return NULL;
    const char *who = stuck_plain_who(t, writer->holders->process);
    return arena_printf(
        t->arena,
        "%s, which read from %s, reads no more: it has closed its end or has ended. Unless %s is to read from it "
        "itself, close the read end of %s%s in %s%s (%s): then %s() is told that nobody reads any more (SIGPIPE, or -1 "
        "with EPIPE), instead of waiting for ever.",
        stuck_capital(t->arena, reader), stuck_pipe_text(t, writer->object), who, stuck_pipe_text(t, writer->object),
        is_original ? stuck_end_called(t, writer->holders) : "", who, stuck_before(t, writer->holders->process),
        stuck_fds_text(t, writer->holders, writer->holder_count), stuck_call(t->report, writer));
}

static bool holds(const struct waits_wait *wait, uint32_t process)
{
    for (size_t i = 0; i < wait->holder_count; i++)
        if (wait->holders[i].process == process)
            return true;
    return false;
}

/* Somebody who has the read end waits for a mutex that the writer has. */
static const char *locked_text(const struct teller *t, const struct waits_wait *writer)
{
    for (size_t i = 0; i < t->deadlock->wait_count; i++) {
        const struct waits_wait *other = &t->deadlock->waits[i];
        const struct waits_holder *owner = other->holders;
        if (other->lock != WORD_MUTEX || other->holder_count == 0 || owner->has_ended ||
            owner->process != writer->process || owner->thread != writer->thread || !holds(writer, other->process))
            continue;
        const char *name = stuck_lock(t->report, other);
        return arena_printf(
            t->arena,
            "Do not hold %s while you wait in %s(): unlock it before%s. A pipe holds 64 KiB; then %s() waits until "
            "somebody reads, and if that is to be %s, it needs the lock first%s.",
            name ? arena_printf(t->arena, "`%s`", name) : "the lock", stuck_call(t->report, writer),
            stuck_with_line(t, " ", writer->stack, ""), stuck_call(t->report, writer),
            stuck_who_is(t, other->process, other->thread), stuck_with_line(t, " (", other->stack, ")"));
    }
    return NULL;
}

/* Do all who have the read end, none of them the writer, wait like that? Then for one of them, where. */
static const struct waits_wait *all_readers(const struct teller *t, const struct waits_wait *writer,
                                            bool (*waits)(const struct teller *, const struct waits_wait *))
{
    const struct waits_wait *found = NULL;
    for (size_t i = 0; i < writer->holder_count; i++) {
        const struct waits_wait *wait = stuck_wait_of(t, writer->holders[i].process);
        const struct report_process *process = stuck_process_of(t->report, writer->holders[i].process);
        if (!wait || wait->process == writer->process || !process || process->threads > 1 || !waits(t, wait))
            return NULL;
        found = found ? found : wait;
    }
    return found;
}

static bool waits_for_children(const struct teller *t, const struct waits_wait *wait)
{
    (void)t;
    return wait->on == WAIT_CHILD;
}

static bool waits_for_word(const struct teller *t, const struct waits_wait *wait)
{
    return wait->on == WAIT_FUTEX && wait->lock == WORD_UNKNOWN && !strstr(stuck_call(t->report, wait), "join");
}

static bool waits_for_room(const struct teller *t, const struct waits_wait *wait)
{
    (void)t;
    return wait->on == WAIT_PIPE_ROOM;
}

/* Who writes to its standard output is a stage of a pipeline, as a rule, and not the parent's to read. The parent,
 * which has never read from that pipe, waits for it before it has started the next. */
static const char *stage_text(const struct teller *t, const struct waits_wait *writer)
{
    const struct waits_wait *parent = all_readers(t, writer, waits_for_children);
    for (size_t i = 0; i < writer->holder_count && parent; i++) {
        const struct fds_row *row = stuck_row(t, &writer->holders[i]);
        if (!row || row->used || row->unseen)
            return NULL;
    }
    if (!parent || writer->fd < 0 || writer->fd > 2 || stuck_processes_in(writer->holders, writer->holder_count) > 1)
        return NULL;
    const char *who = stuck_plain_who(t, parent->process);
    return arena_printf(
        t->arena,
        "A pipe holds 64 KiB; then write() waits until somebody reads. Only %s has the read end of %s (%s), and it "
        "waits%s. If it is to read what %s writes, let it read until read() returns 0 first, and only then wait for "
        "the "
        "child to end. If another process is to read that, start all of them first, and only then wait for them.",
        who, stuck_pipe_text(t, writer->object), stuck_fds_text(t, writer->holders, writer->holder_count),
        stuck_with_line(t, " at ", parent->stack, ""), stuck_plain_who(t, writer->process));
}

/* Whoever could read waits for a barrier, a semaphore or a condition first. */
static const char *word_text(const struct teller *t, const struct waits_wait *writer)
{
    const struct waits_wait *reader = all_readers(t, writer, waits_for_word);
    if (!reader)
        return NULL;
    return arena_printf(
        t->arena,
        "A pipe holds 64 KiB; then %s() waits until somebody reads. If %s is to read what %s writes, let "
        "it read before it waits in %s()%s, not afterwards.",
        stuck_call(t->report, writer), stuck_plain_who(t, reader->process), stuck_plain_who(t, writer->process),
        stuck_call(t->report, reader), stuck_with_line(t, " at ", reader->stack, ""));
}

static const char *crossed_text(const struct teller *t, const struct waits_wait *writer)
{
    const struct waits_wait *other = all_readers(t, writer, waits_for_room);
    if (!other)
        return NULL;
    return arena_printf(t->arena,
                        "A pipe holds 64 KiB; then write() waits until somebody reads. Here %s and %s both write, and "
                        "neither reads: send less at a time and read in between, or let another process or a thread "
                        "read meanwhile.",
                        stuck_plain_who(t, writer->process), stuck_plain_who(t, other->process));
}

const char *stuck_crossed_text(const struct teller *t)
{
    const struct waits_wait *writer = stuck_first_on(t, WAIT_PIPE_ROOM);
    return writer ? crossed_text(t, writer) : NULL;
}

const char *stuck_full_hint(const struct teller *t)
{
    static const char *(*const texts[])(const struct teller *, const struct waits_wait *) = {
        left_alone_text, locked_text, stage_text, word_text, crossed_text};
    bool is_own = is_own_pipe_full(t);
    for (size_t i = 0; i < t->deadlock->wait_count; i++) {
        const struct waits_wait *wait = &t->deadlock->waits[i];
        const char *text = NULL;
        size_t count = wait->on != WAIT_PIPE_ROOM ? 0 : is_own ? 1 : sizeof texts / sizeof *texts;
        for (size_t k = 0; k < count && !text; k++)
            text = texts[k](t, wait);
        if (text)
            return text;
    }
    if (is_own)
        return "A pipe holds 64 KiB; then write() waits until somebody reads, and here only the process that writes "
               "could: let another process or a thread read meanwhile, or write no more than fits before you read.";
    return "A pipe holds 64 KiB; then write() waits until somebody reads. Read until read() returns 0 first, and only "
           "then wait for the child to end.";
}
