/* event.c -- one fact about a run: fixed size, numbered, append-only. */
#include "sandbox/event.h"

#include "sandbox/base/err.h"
#include "sandbox/spec.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>

static const char *const layer_names[] = {
#define LAYER(name, text) text,
    LAYERS(LAYER)
#undef LAYER
};

static const char *const kind_names[] = {
#define EVENT_KIND(name) #name,
    EVENT_KINDS(EVENT_KIND)
#undef EVENT_KIND
};

const char *layer_name(enum layer layer)
{
    CHECK(layer < LAYER_COUNT);
    return layer_names[layer];
}

const char *event_kind_name(enum event_kind kind)
{
    CHECK(kind < EV_COUNT);
    return kind_names[kind];
}

struct range {
    int64_t min, max;
};

enum { SIGNALS = 64 }; /* Linux numbers them 1 to 64 */

/* What a reader may rely on, kind by kind; an argument that is not named is 0. */
static const struct rule {
    struct range arg[EVENT_ARGS];
    bool about_task; /* needs a task and a process; else both are 0 */
    bool has_text;   /* else text is empty */
} rules[EV_COUNT] = {
    [EV_BEGIN] = {{{0, ISOLATION_COUNT - 1}, {0, (1 << LAYER_COUNT) - 1}}, false, false},
    [EV_TASK] = {{{0, UINT32_MAX}, {0, TASK_THREAD}, {0, INT32_MAX}, {0, 1}}, true, false},
    [EV_EXEC] = {{{0, 0}}, true, true},
    [EV_SIGNAL] = {{{1, SIGNALS}, {INT32_MIN, INT32_MAX}, {INT64_MIN, INT64_MAX}}, true, false},
    [EV_EXIT] = {{{-1, 255}, {0, SIGNALS}, {0, INT64_MAX}, {0, INT64_MAX}, {0, INT64_MAX}}, true, false},
    [EV_OUTPUT] = {{{1, 2}, {0, INT64_MAX}, {0, 1}}, false, false},
    [EV_FORBIDDEN] = {{{INT64_MIN, INT64_MAX}, {0, UINT32_MAX}}, true, true},
    [EV_LIMIT] = {{{CAUSE_CPU, CAUSE_OUTPUT}, {0, INT64_MAX}, {0, INT64_MAX}}, false, false},
    [EV_STOPPED] = {{{0, 0}}, false, false},
    [EV_PIPE] = {{{0, FD_KIND_COUNT - 1}, {1, INT64_MAX}, {-1, INT32_MAX}, {-1, INT32_MAX}, {-1, INT64_MAX}},
                 true,
                 false},
    [EV_CUT] = {{{1, UINT32_MAX}}, false, false},
    [EV_BLOCKED] =
        {{{-1, INT64_MAX}, {INT64_MIN, INT64_MAX}, {INT64_MIN, INT64_MAX}, {INT64_MIN, INT64_MAX}, {0, BLOCKED_ALL}},
         true,
         true},
    [EV_HELD] = {{{0, INT32_MAX}, {0, FD_KIND_COUNT - 1}, {0, INT64_MAX}, {0, 3}, {0, HELD_ALL}}, true, false},
    [EV_WORD] = {{{INT64_MIN, INT64_MAX},
                  {INT64_MIN, INT64_MAX},
                  {INT64_MIN, INT64_MAX},
                  {INT64_MIN, INT64_MAX},
                  {INT64_MIN, INT64_MAX}},
                 true,
                 false},
    [EV_CUT_END] = {{{0, UINT32_MAX}, {0, UINT32_MAX}, {0, UINT32_MAX}}, false, false},
    [EV_SPIN] = {{{1, UINT32_MAX}, {0, UINT32_MAX}, {-1, INT64_MAX}, {INT64_MIN, INT64_MAX}}, true, false},
    [EV_STACK] = {{{0, UINT32_MAX}, {1, UINT32_MAX}, {0, UINT32_MAX}}, true, false},
    [EV_FD_MADE] = {{{0, INT32_MAX}, {0, FD_KIND_COUNT - 1}, {0, INT64_MAX}, {0, 3}}, true, true},
    [EV_FD_COPIED] = {{{0, INT32_MAX}, {0, INT32_MAX}}, true, false},
    [EV_FD_CLOSED] = {{{INT32_MIN, INT32_MAX}, {0, EBADF}}, true, false},
    [EV_FD_USED] = {{{0, INT32_MAX}, {0, 1}}, true, false},
    [EV_FD_EOF] = {{{0, INT32_MAX}}, true, false},
    [EV_FD_UNSEEN] = {{{0, 0}}, true, false},
    [EV_ECHO] = {{{1, INT64_MAX}}, true, true},
    [EV_UNSENT] = {{{0, INT32_MAX}, {1, INT64_MAX}}, true, false},
    [EV_NO_EXEC] = {{{1, 4095}}, true, true},
    [EV_FD_ASKED] = {{{0, INT32_MAX}}, true, false},
    [EV_FD_BAD] = {{{INT32_MIN, INT32_MAX}, {0, INT32_MAX}, {0, 4095}}, true, true},
    [EV_FD_BROKEN] = {{{0, INT32_MAX}}, true, false},
    [EV_FD_TABLE] = {{{0, TABLE_COUNT - 1}, {0, UINT32_MAX}, {0, UINT32_MAX}}, true, false},
    [EV_FD_KEPT] = {{{0, INT32_MAX}, {0, FD_KIND_COUNT - 1}, {0, INT64_MAX}, {0, 3}}, true, false},
    [EV_CHILD_LEFT] = {{{1, UINT32_MAX}}, true, false},
    [EV_REFUSED] = {{{1, UINT32_MAX}}, true, false},
    [EV_FILE] = {{{0, SPEC_FILES_MAX - 1}, {0, FILE_FATE_COUNT - 1}, {0, INT64_MAX}}, false, false},
    [EV_OVERFLOW] = {{{1, INT64_MAX}}, false, false},
    [EV_BROKEN] = {{{0, 0}}, false, true},
    [EV_END] = {{{0, CAUSE_COUNT - 1}, {0, INT64_MAX}, {0, INT64_MAX}, {0, INT64_MAX}, {0, UINT32_MAX}}, false, false},
};

bool event_ok(const struct event *ev, uint32_t expected)
{
    if (ev->number != expected || ev->kind >= EV_COUNT || ev->source != 0)
        return false;
    const struct rule *rule = &rules[ev->kind];
    if (rule->about_task ? ev->task == 0 || ev->process == 0 || ev->process > ev->task : ev->task != 0 || ev->process)
        return false;
    for (size_t i = 0; i < EVENT_ARGS; i++)
        if (ev->arg[i] < rule->arg[i].min || ev->arg[i] > rule->arg[i].max)
            return false;
    if (ev->kind == EV_TASK && ev->arg[0] >= ev->task)
        return false; /* a parent is older than its child */
    if (ev->kind == EV_EXIT && (ev->arg[0] < 0) != (ev->arg[1] > 0))
        return false; /* a code or a signal */
    if (memchr(ev->text, 0, sizeof ev->text) == NULL)
        return false;
    return rule->has_text || ev->text[0] == 0;
}
