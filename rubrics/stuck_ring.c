/* stuck_ring.c -- what mends a ring of those who read from each other. */
#include "rubrics/stuck_parts.h"

#include <string.h>

/* --- a copy that is left over ------------------------------------------------------------------------------------- */

/* Has the process that made this copy of an end, or one before it, used the end and done with it? The number tells the
 * two of a pair of sockets apart. Who writes and then reads from the same pipe may well wait for an answer on it. */
static const char *user_of(const struct teller *t, const struct waits_wait *reader, const struct fds_row *copy)
{
    const struct fds_ledger *ledger = &t->report->ledger;
    for (size_t i = 0; i < ledger->row_count; i++) {
        const struct fds_row *row = &ledger->rows[i];
        const struct report_process *process = stuck_process_of(t->report, row->process);
        bool is_same = row->object == copy->object && row->end == copy->end && row->fd == copy->fd && row->used;
        if (is_same && process && row->closed != FDS_OPEN &&
            stuck_descends_from(t->report, copy->process, row->process) &&
            (row->process != reader->process || process->threads > 1))
            return stuck_plain_who(t, row->process);
    }
    return NULL;
}

/* Has another, who waits for the same at the same place, closed his copy of it unused? */
static const char *brother_of(const struct teller *t, const struct fds_row *copy)
{
    const struct waits_wait *own = stuck_wait_of(t, copy->process);
    const struct report_place *place = own ? stuck_place(t->report, own->stack) : NULL;
    for (size_t i = 0; i < t->deadlock->wait_count && place && own->object != 0; i++) {
        const struct waits_wait *other = &t->deadlock->waits[i];
        const struct report_place *there = stuck_place(t->report, other->stack);
        if (other->process == own->process || other->object != own->object || other->on != own->on || !there ||
            there->line != place->line || strcmp(there->file, place->file) != 0)
            continue;
        for (size_t k = 0; k < t->report->ledger.row_count; k++) {
            const struct fds_row *row = &t->report->ledger.rows[k];
            if (row->process == other->process && row->object == copy->object && row->end == copy->end &&
                row->fd == copy->fd && !row->used && !row->unseen && row->closed == FDS_BY_CLOSE)
                return stuck_plain_who(t, other->process);
        }
    }
    return NULL;
}

/* Of one who waits for an end that only one other process keeps from coming, which has it by fork() and never used it,
 * though others did, or others like it closed theirs. "" otherwise: then nothing tells it from one that is to write. */
static const char *copy_text(const struct teller *t, const struct waits_wait *reader)
{
    const struct waits_holder *holder = reader->holders;
    const struct fds_row *copy =
        t->report->ledger.is_whole && reader->holder_count == 1 && holder->process != reader->process
            ? stuck_row(t, holder)
            : NULL;
    if (!copy || copy->used || copy->unseen || copy->from != FDS_FROM_FORK || copy->is_foreign || copy->is_stream)
        return "";
    const char *user = user_of(t, reader, copy), *brother = user ? NULL : brother_of(t, copy);
    if (!user && !brother)
        return "";
    const char *who = stuck_plain_who(t, holder->process);
    bool is_pipe = reader->on == WAIT_PIPE_DATA;
    return arena_printf(
        t->arena,
        "%s has not used its copy of the %s (fd %d) so far, and %s, which %s, has closed its own. If %s is not to use "
        "it, close it in %s%s: then the %s() of %s comes to the end, and it goes on.",
        stuck_capital(t->arena, who),
        is_pipe ? arena_printf(t->arena, "write end of %s", stuck_pipe_text(t, reader->object))
                : "other end of that socket pair",
        holder->fd, user ? user : brother, user ? "did" : "waits for the same", who, who,
        stuck_before(t, holder->process), stuck_call(t->report, reader),
        stuck_who_is(t, reader->process, reader->thread));
}

const char *stuck_copy_text(const struct teller *t, enum wait_on on)
{
    for (size_t i = 0; i < t->deadlock->wait_count; i++) {
        const struct waits_wait *wait = &t->deadlock->waits[i];
        const char *text = wait->on == on && !wait_call_sends(wait->call) ? copy_text(t, wait) : "";
        if (*text)
            return text;
    }
    return "";
}

/* --- records that have come only in part -------------------------------------------------------------------------- */

/* What a function of stdio waits for when something has come already. */
static const char *record_text(const struct teller *t, const struct waits_wait *reader, const char *sender)
{
    static const struct {
        const char *part, *said;
    } rows[] = {
        {"gets",
         "returns only at the end of a line or of the data: if what %s sent does not end in '\\n', it waits for "
         "more. Send the '\\n', too."},
        {"getline", "returns only at the end of a line or of the data: if what %s sent does not end in '\\n', it waits "
                    "for more. Send the '\\n', too."},
        {"scanf", "reads on until it sees where a number or a word ends: if what %s sent does not end in '\\n' or a "
                  "blank, it waits for more. Send a '\\n', too, and have none at the end of the format: it would wait "
                  "for what comes behind it."},
        {"fread", "returns only when it has all the bytes that it was asked for, or at the end of the data: if %s sent "
                  "fewer, it waits for more. Send as many, or ask for fewer."},
    };
    const char *call = stuck_call(t->report, reader);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *at = strstr(rows[i].said, "%s");
        if (strstr(call, rows[i].part) && at)
            return arena_printf(t->arena, "%s() %.*s%s%s", call, (int)(at - rows[i].said), rows[i].said, sender,
                                at + 2);
    }
    return "";
}

/* Did nobody but this process ever read from that pipe? Then whatever was written there it has read. */
static bool reads_alone(const struct teller *t, const struct waits_wait *reader)
{
    const struct fds_ledger *ledger = &t->report->ledger;
    for (size_t i = 0; i < ledger->row_count; i++) {
        const struct fds_row *row = &ledger->rows[i];
        if ((row->end == FDS_READ || row->end == FDS_BOTH) && row->used && row->process != reader->process &&
            row->object < ledger->object_count && ledger->objects[row->object].id == reader->object)
            return false;
    }
    return ledger->is_whole;
}

/* Has it written to what the sender, who waits for it, reads? Also if that is not known. */
static bool has_answered(const struct teller *t, const struct waits_wait *reader, const struct waits_wait *sender)
{
    for (size_t i = 0; i < sender->holder_count; i++) {
        const struct fds_row *row = stuck_row(t, &sender->holders[i]);
        if (sender->holders[i].process == reader->process && row)
            return row->used;
    }
    return true;
}

/* Who has sent to this reader, which has read it all, and waits now for it; NULL: nobody, or it is not known. */
static const struct waits_wait *sender_of(const struct teller *t, const struct waits_wait *reader)
{
    const struct waits_holder *holder = reader->holders, as_holder = {.process = reader->process, .fd = reader->fd};
    if (reader->on != WAIT_PIPE_DATA || reader->holder_count != 1 || holder->process == reader->process)
        return NULL;
    const struct fds_row *row = stuck_row(t, holder), *own = stuck_row(t, &as_holder);
    const struct waits_wait *sender = stuck_wait_of(t, holder->process);
    bool is_known = row && row->used && !row->is_foreign && own && !own->is_foreign;
    return is_known && sender && sender->on == WAIT_PIPE_DATA && reads_alone(t, reader) ? sender : NULL;
}

/* Has it only a part of what it asks for? What lies in its buffer tells, or else that it has not answered at all. */
static bool is_part(const struct teller *t, const struct waits_wait *reader, const struct waits_wait *sender)
{
    bool is_text = !strstr(stuck_call(t->report, reader), "fread");
    return is_text && reader->tail != TAIL_UNKNOWN ? reader->tail == TAIL_PART : !has_answered(t, reader, sender);
}

/* Of those who may have got a part of what they ask for, one of whom that is most likely (*is_first), or any. "": there
 * is none. */
static const char *part_text(const struct teller *t, bool *is_first)
{
    const char *found = "";
    for (size_t i = 0; i < t->deadlock->wait_count && !*is_first; i++) {
        const struct waits_wait *reader = &t->deadlock->waits[i], *sender = sender_of(t, reader);
        const char *call = stuck_call(t->report, reader);
        if (!sender || (strstr(call, "get") && reader->tail == TAIL_LINE)) /* fgets() has all its lines */
            continue;
        const char *who = stuck_plain_who(t, sender->process), *text = record_text(t, reader, who);
        *is_first = *text && is_part(t, reader, sender);
        if (!*text && strcmp(call, "read") == 0 && !has_answered(t, reader, sender))
            text = arena_printf(t->arena,
                                "And if %s reads on until it has a whole record, %s must send all the bytes of it "
                                "before it waits.",
                                stuck_plain_who(t, reader->process), who);
        found = *text && (*is_first || !*found) ? text : found;
    }
    return found;
}

/* What mp.h sends is sent at once; so who only waits in its calls has nothing in a buffer. */
static const char *buffer_text(const struct teller *t)
{
    for (size_t i = 0; i < t->deadlock->wait_count; i++)
        if (strncmp(stuck_call(t->report, &t->deadlock->waits[i]), "mp_", 3) != 0)
            return "; what fprintf() wrote is sent only by fflush()";
    return "";
}

/* Of a ring in which nothing more is known. */
static const char *order_hint(const struct teller *t)
{
    const struct waits_wait *reader = stuck_reader_of_sender(t), *locked_out = stuck_locked_out(t, &reader);
    if (locked_out)
        return arena_printf(
            t->arena,
            "Do not hold %s while you wait in %s(): unlock it before%s. %s needs it first, and only then can it write "
            "to %s or close it.",
            stuck_lock(t->report, locked_out) ? arena_printf(t->arena, "`%s`", stuck_lock(t->report, locked_out))
                                              : "the lock",
            stuck_call(t->report, reader), stuck_with_line(t, " ", reader->stack, ""),
            stuck_capital(t->arena, stuck_who_is(t, locked_out->process, locked_out->thread)),
            stuck_pipe_text(t, reader->object));
    const char *crossed = stuck_crossed_text(t);
    if (!reader && crossed)
        return crossed;
    if (!reader)
        return arena_printf(t->arena,
                            "Each waits for another to go first. Decide who sends first and who answers%s. And if a "
                            "reader waits for the end of what it is sent, then its sender must close the write end (of "
                            "a socket: shutdown(fd, SHUT_WR)) before it waits itself.",
                            buffer_text(t));
    const struct waits_holder *sender = reader->holders;
    const char *who = stuck_plain_who(t, sender->process);
    return arena_printf(
        t->arena,
        "Each waits for another. If %s has sent all that it had to send, it must say so before it waits for answers: "
        "close the write end of %s in %s%s (fd %d); then whoever reads comes to the end (read() returns 0) and goes "
        "on. If it has not, decide who sends first and who answers%s.",
        who, stuck_pipe_text(t, reader->object), who, stuck_before(t, sender->process), sender->fd, buffer_text(t));
}

const char *stuck_ring_hint(const struct teller *t)
{
    const struct waits_wait *reader;
    bool is_first = false;
    if (stuck_locked_out(t, &reader))
        return order_hint(t);
    if (*stuck_unsent_text(t)) /* which stands before this hint */
        return "And if a reader waits for the end of what it is sent, then its sender must close the write end before "
               "it waits itself.";
    const char *copy = stuck_copy_text(t, WAIT_PIPE_DATA), *part = part_text(t, &is_first);
    const char *order = order_hint(t); /* "Each waits for another ..." */
    if (*copy)
        return arena_printf(t->arena, "%s If it is, e%s", copy, order + 1);
    if (!*part)
        return order;
    return is_first ? arena_printf(t->arena, "%s %s", part, order) : arena_printf(t->arena, "%s %s", order, part);
}

/* Of a pair of sockets whose other end its reader has itself, and does not use. */
const char *stuck_socket_hint(const struct teller *t)
{
    const char *hint = "Whoever reads a socket comes to its end only when every copy of the other one is closed (or "
                       "shutdown() was called): also those that fork() made, that exec left to another program, and "
                       "that were sent over a socket (SCM_RIGHTS).";
    for (size_t i = 0; i < t->deadlock->wait_count; i++) {
        const struct waits_wait *wait = &t->deadlock->waits[i];
        const struct waits_holder *own = wait->holders;
        const struct fds_row *row = wait->on == WAIT_SOCKET && wait->holder_count > 0 && own->process == wait->process
                                        ? stuck_row(t, own)
                                        : NULL;
        if (row && !row->used && !row->unseen)
            return arena_printf(t->arena,
                                "Close the other end of its socket pair in %s%s (fd %d), which it does not "
                                "use. %s",
                                stuck_plain_who(t, own->process), stuck_before(t, own->process), own->fd, hint);
    }
    const char *copy = stuck_copy_text(t, WAIT_SOCKET);
    return *copy ? arena_printf(t->arena, "%s %s", copy, hint) : hint;
}
