/* race_early.c -- a wait that ended though nobody signalled, or as its time was over, in words: who, where, what then.
 */
#include "server/race_parts.h"

#include <string.h>

enum { PRINTED_MAX = 60, LINES_MAX = 32, OUTPUT_MAX = 16 * 1024 }; /* of output, what was asked for */

/* "line 16 reads data = 0, and then "; "": nothing that others can notice. */
static const char *next_text(const struct race_names *names, const struct race_early *early, struct arena *arena)
{
    const struct race_name *name = early->next_object == RACE_NONE ? NULL : race_object_name(names, early->next_object);
    const struct place place = race_place(names, early->next_stack);
    if (!name || name->is_inner || !place.file)
        return "";
    const bool is_number = early->next_size > 0 && early->next_size <= 8 && race_is_number(name);
    return arena_printf(arena, "line %u %s %s%s%s, and then ", place.line,
                        early->next_does == RACE_DOES_WRITE ? "changes" : "reads", name->text, is_number ? " = " : "",
                        is_number ? race_number_text(name, early->next_value, early->next_size, arena) : "");
}

/* The first line of it that is in none of these outcomes; NULL: each is. */
static const char *new_line(const struct race_result *result, struct bytes output, struct arena *arena)
{
    const char *end = output.data + (output.size < OUTPUT_MAX ? output.size : OUTPUT_MAX), *line = output.data;
    for (uint32_t looked_at = 0; line < end && looked_at < LINES_MAX; looked_at++) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        const size_t size = (size_t)((stop ? stop : end) - line);
        bool known = size == 0;
        for (uint32_t i = 0; i < result->outcome_count && !known; i++) {
            const struct bytes other = result->outcomes[i].output;
            known = memmem(other.data, other.size < OUTPUT_MAX ? other.size : OUTPUT_MAX, line, size) != NULL;
        }
        if (!known) {
            AUTO_BUF struct buf text = {0};
            buf_add_string(&text, "");
            buf_add_printable(&text, line, size < PRINTED_MAX ? size : PRINTED_MAX);
            return arena_string(arena, text.data);
        }
        line += size + 1;
    }
    return NULL;
}

/* What came of it: "the program is stuck for ever". */
static const char *harm_text(const struct race_job *job, const struct race_result *result,
                             const struct race_names *names, const struct race_early *early, struct arena *arena)
{
    if (early->end == RACE_DEADLOCK)
        return "the program is stuck for ever";
    if (early->end == RACE_SIGNALED)
        return arena_printf(arena, "signal %u ends the program", early->signal);
    if (early->races)
        return "two access the same memory without order (a data race)";
    const char *line = early->prints && job->only == 0 ? new_line(result, early->output, arena) : NULL;
    if (line)
        return arena_printf(arena, "the program prints \"%s\", as in no schedule without that", line);
    if (early->prints)
        return "the program prints what it prints in no schedule without that";
    if (early->watch == RACE_NONE)
        return "the program ends as in no schedule without that";
    const struct race_watch *watch = &result->watches[early->watch];
    const struct race_name *name = race_object_name(names, watch->object);
    if (!race_is_number(name))
        return arena_printf(arena, "%s ends as in no schedule without that", name->text);
    return arena_printf(arena, "%s ends with %s, as in no schedule without that", name->text,
                        race_number_text(name, early->value, watch->size, arena));
}

/* Calls that wait, and where its object has no name, for what. */
struct waiting_call {
    const char *name, *what;
};
static const struct waiting_call untimed_calls[] = {{"pthread_cond_wait", NULL}, {"cnd_wait", NULL}};
static const struct waiting_call timed_calls[] = {{"pthread_cond_timedwait", NULL},
                                                  {"pthread_cond_clockwait", NULL},
                                                  {"cnd_timedwait", NULL},
                                                  {"sem_timedwait", NULL},
                                                  {"sem_clockwait", NULL},
                                                  {"pthread_mutex_timedlock", NULL},
                                                  {"pthread_mutex_clocklock", NULL},
                                                  {"mtx_timedlock", NULL},
                                                  {"pthread_rwlock_timedrdlock", NULL},
                                                  {"pthread_rwlock_timedwrlock", NULL},
                                                  {"pthread_timedjoin_np", "the end of a thread"},
                                                  {"pthread_clockjoin_np", "the end of a thread"},
                                                  {"mq_timedreceive", NULL},
                                                  {"mq_timedsend", NULL},
                                                  {"semtimedop", NULL},
                                                  {"poll", "one of its descriptors"},
                                                  {"ppoll", "one of its descriptors"},
                                                  {"select", "one of its descriptors"},
                                                  {"pselect", "one of its descriptors"},
                                                  {"epoll_wait", "one of its descriptors"},
                                                  {"epoll_pwait", "one of its descriptors"}};

/* Among those that the line may name; else the first. */
static const struct waiting_call *call_at(const struct race_job *job, const struct place *place, bool timed)
{
    const struct waiting_call *calls = timed ? timed_calls : untimed_calls;
    const size_t count =
        timed ? sizeof timed_calls / sizeof *timed_calls : sizeof untimed_calls / sizeof *untimed_calls;
    const struct bytes line = race_source_line(job, place);
    for (size_t i = 0, which; i < count; i++)
        if (race_next_word(line, 0, (const char *const[]){calls[i].name, NULL}, &which) < line.size)
            return &calls[i];
    return &calls[0];
}

void race_early(const struct race_job *job, const struct race_result *result, const struct race_names *names,
                struct arena *arena, struct race_evidence *out)
{
    if (out->is_doubtful) /* what is unseen may keep it */
        return;
    struct misuse_seen *misuses = arena_alloc(arena, out->misuse_count + result->early_count + 1, sizeof *misuses);
    for (size_t i = 0; i < out->misuse_count; i++)
        misuses[i] = out->misuses[i];
    for (uint32_t i = 0; i < result->early_count; i++) {
        const struct race_early *early = &result->early_wakes[i];
        const struct place where = race_place(names, early->stack);
        const struct waiting_call *call = call_at(job, &where, early->timed);
        misuses[out->misuse_count++] =
            (struct misuse_seen){.kind = early->timed ? MISUSE_TIMED_OUT : MISUSE_COND_ONCE,
                                 .variable = call->what ? call->what : race_object_name(names, early->object)->text,
                                 .what = call->name,
                                 .process = race_process_name(early->process, arena),
                                 .thread = early->thread,
                                 .where = where,
                                 .schedules = 1,
                                 .seed = early->seed,
                                 .then = arena_printf(arena, "%s%s", next_text(names, early, arena),
                                                      harm_text(job, result, names, early, arena))};
    }
    out->misuses = misuses;
}
