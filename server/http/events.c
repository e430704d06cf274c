/* events.c -- server-sent events: how far a submission is, until it is graded.
 *
 * The store keeps how a submission stands, not how it came there; so a stream tells each state it sees, and steps that
 * pass between two looks are not told. The id of an event is made of the state alone: whoever comes back with a
 * Last-Event-ID is told what is different from then, and 204 (no more, the standard says) when nothing will be. */
#include "rubrics/json.h"
#include "sandbox/base/clock.h"
#include "server/http/auth.h"
#include "server/http/handlers.h"
#include "server/http/problem.h"
#include "server/http/show.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const uint64_t comment_ns = 15ull * 1000000000; /* a client that has gone is noticed by writing to it */

/* "running 2/5" as its two numbers; false for anything else. */
static bool read_progress(const char *progress, unsigned long *run, unsigned long *runs)
{
    static const char word[] = "running ";
    if (!progress || strncmp(progress, word, sizeof word - 1) != 0)
        return false;
    char *end;
    *run = strtoul(progress + sizeof word - 1, &end, 10);
    if (*end != '/')
        return false;
    *runs = strtoul(end + 1, &end, 10);
    return *end == '\0';
}

static void event_id(const struct store_submission *submission, char *out, size_t size)
{
    if (submission_done(submission->state)) {
        (void)snprintf(out, size, "end.%lld", (long long)submission->finished_ms); /* fits */
        return;
    }
    unsigned long run = 0, runs = 0;
    bool running = read_progress(submission->progress, &run, &runs); /* else it is being compiled */
    long long detail = submission->state == SUBMISSION_QUEUED ? submission->queue_position : (long long)run;
    (void)snprintf(out, size, "%u.%s.%lld", submission->attempts,
                   submission->state == SUBMISSION_QUEUED ? "queued"
                   : running                              ? "running"
                                                          : "compiling",
                   detail); /* fits */
}

/* {"id", "status", ...}; what a grade says is the caller's view of it. */
static json_t *event_data(struct request *request, const struct store_submission *submission)
{
    json_t *data = json_pack("{s:s, s:s}", "id", submission->id, "status", submission_state_name(submission->state));
    unsigned long run, runs;
    if (submission->state == SUBMISSION_QUEUED)
        CHECK(json_object_set_new(data, "position", json_integer(submission->queue_position)) == 0);
    if (read_progress(submission->progress, &run, &runs)) {
        CHECK(json_object_set_new(data, "run", json_integer((json_int_t)run)) == 0);
        CHECK(json_object_set_new(data, "runs", json_integer((json_int_t)runs)) == 0);
    }
    struct bytes shown = {0};
    struct err e = {0};
    AUTO_JSON json_t *grade = NULL;
    if (submission_done(submission->state) && submission->grade.size > 0 &&
        show_grade(request, submission->grade, &shown, &e) && json_read(shown, &grade, &e)) {
        CHECK(json_object_set(data, "score", json_object_get(grade, "score")) == 0);
        CHECK(json_object_set(data, "max_score", json_object_get(grade, "max_score")) == 0);
    }
    return data;
}

static const char *event_name(const struct store_submission *submission)
{
    if (submission->state == SUBMISSION_GRADER_ERROR)
        return "grader_error";
    if (submission_done(submission->state))
        return "graded";
    if (submission->state == SUBMISSION_QUEUED)
        return "queued";
    return submission->progress && strncmp(submission->progress, "running", 7) == 0 ? "running" : "compiling";
}

static enum stream_step next(struct request *request, struct stream *stream, bool last, struct buf *out)
{
    struct store_submission submission = {0};
    struct err e = {0};
    if (!store_submission_get(request->store, stream->watch.id, request->arena, &submission, &e))
        return STREAM_END; /* the client comes back, and is told why */
    char id[sizeof stream->last_id];
    event_id(&submission, id, sizeof id);
    uint64_t now_ns = clock_ns();
    if (strcmp(id, stream->last_id) != 0) {
        AUTO_JSON json_t *data = event_data(request, &submission);
        struct bytes text = json_write(data, false, request->arena);
        buf_printf(out, "id: %s\nevent: %s\ndata: %.*s\n\n", id, event_name(&submission), (int)text.size, text.data);
        memcpy(stream->last_id, id, sizeof id);
        stream->sent_ns = now_ns;
    }
    if (submission_done(submission.state) || last)
        return STREAM_END;
    if (now_ns - stream->sent_ns >= comment_ns) {
        buf_add_string(out, ":\n\n");
        stream->sent_ns = now_ns;
    }
    stream->watch.seen = watch_fingerprint(&submission);
    stream->watch.until_ns = stream->sent_ns + comment_ns;
    return STREAM_WAIT;
}

void events_stream(struct request *request, struct answer *answer)
{
    const char *id = request->params[0], *seen = request_header(request, "Last-Event-ID");
    struct store_submission submission = {0};
    if (!show_find(request, answer, id, &submission))
        return;
    struct stream *stream = &answer->stream;
    *stream = (struct stream){.sent_ns = clock_ns()};
    if (seen && strlen(seen) < sizeof stream->last_id)
        memcpy(stream->last_id, seen, strlen(seen) + 1);
    char now[sizeof stream->last_id];
    event_id(&submission, now, sizeof now);
    if (submission_done(submission.state) && strcmp(now, stream->last_id) == 0) {
        answer_bytes(answer, 204, NULL, (struct bytes){0});
        return;
    }
    memcpy(stream->watch.id, submission.id, sizeof stream->watch.id);
    answer_header(answer, "X-Accel-Buffering", "no"); /* a proxy must pass each event on at once */
    answer_bytes(answer, 200, "text/event-stream", (struct bytes){0});
    answer->kind = ANSWER_STREAM;
    answer->next = next;
}
