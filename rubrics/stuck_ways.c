/* stuck_ways.c -- what mends a deadlock where closing an end may be just what must not be done. */
#include "rubrics/ends.h"
#include "rubrics/stuck_parts.h"

#include <ctype.h>

enum { TAKERS_MAX = 4 };

/* "child 1 and child 2" of those who hold the end. */
static const char *culprits_text(const struct teller *t)
{
    AUTO_BUF struct buf text = {0};
    const struct waits_holder *culprits = t->deadlock->culprits;
    size_t count = t->deadlock->culprit_count, total = stuck_processes_in(culprits, count), n = 0;
    for (size_t i = 0; i < count; i += stuck_fds_of(culprits, count, i), n++) {
        buf_add_link(&text, n, total, " or ");
        buf_add_string(&text, stuck_plain_who(t, culprits[i].process));
    }
    return arena_string(t->arena, text.data);
}

/* "Child 2 read from it, never wrote to it, and has ended." */
static const char *takers_text(const struct teller *t, size_t object)
{
    AUTO_BUF struct buf text = {0};
    uint32_t takers[TAKERS_MAX];
    bool never_wrote;
    size_t total = ends_takers(t->report, object, takers, TAKERS_MAX, &never_wrote);
    size_t said = total < TAKERS_MAX ? total : TAKERS_MAX;
    for (size_t i = 0; i < said; i++) {
        buf_add_link(&text, i, total, " and ");
        buf_add_string(&text,
                       i == 0 ? stuck_capital(t->arena, stuck_plain_who(t, takers[i])) : stuck_plain_who(t, takers[i]));
    }
    if (total == 0)
        return "";
    buf_add_more(&text, said, total);
    return arena_printf(t->arena, " %s read from it%s and %s ended.", text.data,
                        never_wrote ? ", never wrote to it," : "", total == 1 ? "has" : "have");
}

static const char *uncapital(const struct teller *t, const char *text)
{
    char *out = arena_string(t->arena, text);
    out[0] = (char)tolower((unsigned char)out[0]);
    return out;
}

static const char *crossed_text(const struct teller *t, const struct fds_row *row, const struct fds_row *meant)
{
    const struct waits_wait *wait = stuck_wait_of(t, row->process);
    const char *who = stuck_plain_who(t, row->process),
               *other = stuck_pipe_text(t, t->report->ledger.objects[meant->object].id);
    const char *pipe = stuck_pipe_text(t, t->deadlock->culprit_object);
    return arena_printf(
        t->arena,
        "%s has the read end of %s (fd %d), never used it, and nobody else reads what was written there: "
        "does it read from the wrong pipe%s? Then its write end of %s (fd %d) is for its answer, and must "
        "stay open.",
        stuck_capital(t->arena, who), other, meant->fd, wait ? stuck_with_line(t, " at ", wait->stack, "") : "", pipe,
        row->fd);
}

static const char *read_back_text(const struct teller *t, const struct fds_row *row, const struct fds_row *taken)
{
    return arena_printf(t->arena,
                        "%s wrote to %s (fd %d) and read that back itself: was it to write to %s (fd %d), as nobody "
                        "has?",
                        stuck_capital(t->arena, stuck_plain_who(t, row->process)),
                        stuck_pipe_text(t, t->report->ledger.objects[taken->object].id), taken->fd,
                        stuck_pipe_text(t, t->deadlock->culprit_object), row->fd);
}

/* "If a byte in pipe 1 is a token, ..." and who may have kept it. */
static const char *token_text(const struct teller *t, size_t object, const char *pipe)
{
    return arena_printf(t->arena,
                        "If a byte in %s is a token (a lock), whoever took it must write it back before it ends.%s",
                        pipe, takers_text(t, object));
}

static const char *both_ways_text(const struct teller *t, size_t object, const char *pipe)
{
    const char *takers = takers_text(t, object), *token = token_text(t, object, pipe);
    const char *one_way = arena_printf(t->arena,
                                       "If %s is to carry messages both ways, use two: a pipe is one-way, and who "
                                       "writes to it may read that back himself.",
                                       pipe);
    return arena_printf(t->arena, "%s %s", *takers ? token : one_way, *takers ? one_way : token);
}

bool stuck_may_be_a_handlers(const struct teller *t, const struct fds_row *row)
{
    return t->reader && t->reader->catches && t->reader->process == row->process && ends_only_read_here(t->report, row);
}

const char *stuck_ways_hint(const struct teller *t, const char *close_hint)
{
    const struct fds_row *row = NULL, *meant = NULL, *taken = NULL;
    const char *pipe = stuck_pipe_text(t, t->deadlock->culprit_object), *otherwise = NULL;
    bool may_be_tokens = false;
    for (size_t i = 0; i < t->deadlock->culprit_count && !meant && !taken && t->report->ledger.is_whole; i++) {
        const struct fds_row *held = stuck_row(t, &t->deadlock->culprits[i]);
        row = held && held->object < t->report->ledger.object_count ? held : row;
        meant = row ? ends_meant(t->report, row) : NULL;
        taken = row ? ends_read_back(t->report, row) : NULL;
        may_be_tokens = may_be_tokens || (row && !row->used && ends_may_be_tokens(t->report, row));
    }
    if (!row)
        return close_hint;
    if (meant)
        return arena_printf(t->arena, "%s If not: %s", crossed_text(t, row, meant), uncapital(t, close_hint));
    if (taken)
        return arena_printf(t->arena, "%s If not: %s", read_back_text(t, row, taken), uncapital(t, close_hint));
    if (ends_go_both_ways(t->report, row->object))
        otherwise = both_ways_text(t, row->object, pipe);
    else if (ends_are_crosswise(t->report, row->object))
        otherwise = "Each has read from the pipe that the other waits for. If a byte in a pipe is a lock here, take "
                    "several in the same order everywhere.";
    else if (stuck_may_be_a_handlers(t, row))
        otherwise = arena_printf(t->arena,
                                 "Nobody has written to %s. If a signal handler is to do that, look at which signal it "
                                 "is for, and at who should send that.",
                                 pipe);
    else if (may_be_tokens)
        otherwise = token_text(t, row->object, pipe);
    if (!otherwise)
        return close_hint;
    return arena_printf(t->arena, "%s Unless %s is still to write to %s: %s", otherwise, culprits_text(t), pipe,
                        uncapital(t, close_hint));
}
