/* stream.c -- the writing end of a run's events: numbered, bounded, never blocking the supervisor. */
#include "sandbox/stream.h"

#include "sandbox/base/clock.h"
#include "sandbox/spec.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    ENDING_EVENTS = SPEC_FILES_MAX + 16, /* room that others leave: the first task's end, output, files, limit ... */
    SIGNALS_MAX = 4096,
    TOGETHER_MAX = 256, /* events that are written at once, */
};

static const uint64_t TOGETHER_NS = 2 * 1000 * 1000; /* or those of so long a time */

void stream_begin(struct stream *stream, int fd)
{
    free(stream->events);
    *stream = (struct stream){.fd = fd, .begin_ns = clock_ns(), .due_ns = UINT64_MAX};
}

/* The first task's end is what came of the run. None of these can be made as often as a program likes. */
static bool is_ending(enum event_kind kind, uint32_t task)
{
    return (kind == EV_EXIT && task == 1) || kind == EV_LIMIT || kind == EV_FORBIDDEN || kind == EV_STOPPED ||
           kind == EV_OUTPUT || (kind >= EV_FILE && kind <= EV_END);
}

void stream_add(struct stream *stream, enum event_kind kind, uint32_t task, uint32_t process,
                const int64_t arg[EVENT_ARGS], const char *text)
{
    if (stream->fd < 0)
        return;
    bool is_over_share = kind == EV_SIGNAL && stream->signals++ >= SIGNALS_MAX;
    if (is_over_share || (!is_ending(kind, task) && stream->next >= EVENTS_MAX - ENDING_EVENTS)) {
        stream->lost++;
        return;
    }
    if (stream->count == stream->capacity) {
        stream->capacity = stream->capacity ? 2 * stream->capacity : 64;
        stream->events = reallocarray(stream->events, stream->capacity, sizeof *stream->events);
        CHECK(stream->events);
    }
    struct event *ev = &stream->events[stream->count++];
    uint64_t now = clock_ns();
    bool is_urgent = kind == EV_CUT_END || is_ending(kind, task) || stream->count >= TOGETHER_MAX;
    uint64_t due_ns = is_urgent ? now : now + TOGETHER_NS;
    stream->due_ns = due_ns < stream->due_ns ? due_ns : stream->due_ns;
    *ev = (struct event){.number = stream->next++,
                         .kind = (uint16_t)kind,
                         .at_ns = now - stream->begin_ns,
                         .task = task,
                         .process = process};
    memcpy(ev->arg, arg, sizeof ev->arg);
    for (size_t i = 0; text && text[i] && i < EVENT_TEXT - 1; i++)
        ev->text[i] = (char)(text[i] >= ' ' && text[i] <= '~' ? text[i] : '?');
    if (stream->rest)
        stream->is_rest_stuck = waits_see(stream->rest, ev);
}

bool stream_has_room(const struct stream *stream, size_t events)
{
    return stream->next + events <= EVENTS_MAX - ENDING_EVENTS;
}

bool stream_flush(struct stream *stream, bool at_once)
{
    if (!at_once && (stream->due_ns == UINT64_MAX || clock_ns() < stream->due_ns))
        return true;
    stream->due_ns = UINT64_MAX;
    stream->is_slow = false;
    while (stream->count > 0) {
        size_t size = stream->count * sizeof *stream->events - stream->sent;
        ssize_t n = write(stream->fd, (const char *)stream->events + stream->sent, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN) {
            stream->is_slow = true;
            return true;
        }
        if (n < 0)
            return false;
        if ((size_t)n == size)
            stream->count = stream->sent = 0;
        else
            stream->sent += (size_t)n;
    }
    return true;
}

bool stream_end(struct stream *stream, int control_fd)
{
    while (stream_flush(stream, true)) {
        if (!stream->is_slow)
            return true;
        struct pollfd fds[] = {{stream->fd, POLLOUT, 0}, {control_fd, 0, 0}}; /* 0: only whether it was hung up */
        if (poll(fds, 2, -1) < 0 && errno != EINTR)
            return false;
        if (fds[1].revents & (POLLHUP | POLLERR))
            return false;
    }
    return false;
}
