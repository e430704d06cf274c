/* race_why.c -- why the schedules that were run are not all that can make a difference, each reason as a sentence. */
#include "server/race_parts.h"

#include <string.h>

/* What the runtime says of orders that it did not try. Of what it did not look at it tells limits (race.c). */
static const char *const sentences[RACE_CUT_COUNT] = {
    [RACE_CUT_BUDGET] = "There are more orders that can make a difference than schedules are allowed; more of them "
                        "(\"schedules\" in a rubric) or a smaller program would be needed to try all.",
    [RACE_CUT_STRATEGY] = "The rubric asks for schedules by chance alone, and these do not go through all orders.",
    [RACE_CUT_REPLAY] = "This is one schedule, the one of the seed that was asked for.",
    [RACE_CUT_LONG] = "A schedule of it has too many steps for all orders to be tried; with fewer rounds of its loops "
                      "they could be.",
    [RACE_CUT_TABLE] = "It has more processes, threads, shared places or atomic operations than can be kept apart "
                       "where all orders are tried.",
    [RACE_CUT_CLOCK] = "It asks what time it is, and what it is told is another time in another run, whatever the "
                       "order of steps.",
    [RACE_CUT_TIMEOUT] = "It waits only for a limited time, or sets an alarm. Here that time is over only when nobody "
                         "else can go on; elsewhere it may be over sooner.",
    [RACE_CUT_WEAK] = "It has atomic operations in an order weaker than memory_order_seq_cst: C allows that others see "
                      "them the other way round, which is not tried.",
    [RACE_CUT_COPY] = "A copy of several bytes (memcpy, read() and the like) races with another access, and it was not "
                      "tried that others come into the middle of it.",
    [RACE_CUT_SIGNAL] = "It sends a signal to another process or thread, or asks by kill(pid, 0) whether one is there. "
                        "A signal may come between any two steps, and not all of that is tried.",
    [RACE_CUT_CANCEL] = "It cancels a thread that is not at its end, and how far that one comes is not tried in every "
                        "way.",
    [RACE_CUT_LEFT] = "A process ends while threads of its own still work, and how far these come is not tried in "
                      "every way.",
    [RACE_CUT_FORKED] = "It calls fork() while it has several threads, and what the child then finds of the others' "
                        "work is not tried in every way.",
    [RACE_CUT_LOOK] = "It looks how something stands without waiting for it (O_NONBLOCK, poll(), select() and the "
                      "like), and not every answer that it can get is tried.",
    [RACE_CUT_UNDO] = "It uses semop() with SEM_UNDO: what the kernel takes back when a process ends is no step that "
                      "is tried in every order.",
    [RACE_CUT_MAPPED] = "It reads or writes a file that is mapped into memory as well, and the orders of the one with "
                        "the other are not tried.",
    [RACE_CUT_END] = "It writes into a pipe whose readers may just have ended, and whether they have is not tried in "
                     "every way.",
    [RACE_CUT_LENT] = "A local variable of one thread is used by another in some orders only, and not all orders of "
                      "those uses are tried.",
};
static const char bits[] = "Bit-fields that share a byte are changed by several at once, and it was not tried that "
                           "others come between reading and writing that byte.";
static const char depends[] = "It took another course when the same order of steps was tried again: it depends on more "
                              "than that order.";

/* A write to one bit-field reads the others of its byte first, and gcc tells nobody: so none came in between. */
static bool races_for_bits(const struct race_result *result, const struct race_names *names)
{
    for (uint32_t i = 0; i < result->race_count; i++)
        if (result->races[i].object != RACE_NONE && race_object_name(names, result->races[i].object)->encoding == 'b')
            return true;
    return false;
}

void race_why(const struct race_result *result, const struct race_names *names, struct arena *arena,
              struct race_evidence *out)
{
    const size_t most = out->reason_count + result->limit_count + result->cut_count + 2;
    struct reason_seen *reasons = arena_alloc(arena, most, sizeof *reasons);
    size_t n = 0;
    if (out->broken)
        reasons[n++] = (struct reason_seen){"no-result", out->broken, true};
    for (size_t i = 0; i < out->reason_count; i++)
        reasons[n++] = out->reasons[i];
    for (uint32_t i = 0; i < result->limit_count; i++)
        if (result->limits[i].what == RACE_LIMIT_UNSTABLE)
            reasons[n++] = (struct reason_seen){race_limit_name(RACE_LIMIT_UNSTABLE), depends, false};
    for (uint32_t i = 0; i < result->cut_count; i++)
        reasons[n++] = (struct reason_seen){race_cut_name(result->cuts[i].why), sentences[result->cuts[i].why], false};
    if (races_for_bits(result, names))
        reasons[n++] = (struct reason_seen){"bit-field", bits, false};
    out->reasons = reasons;
    out->reason_count = n;
    out->is_complete = result->summary.complete == 1 && n == 0;
}
