/* test_race_read.c -- recorded race results in words: races, outcomes, witnesses; forged texts stay harmless. */
#include "server/race_parts.h"
#include "tests/unit/made_up.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

/* Objects 0 and 1 are counter and its lock; stacks 0 and 1 are lines 12 and 13. */
#define HEAD "race/1\nframe 0 4660\nframe 1 4700\nobject 4 % 0 0 4 % 0 0\nobject 4 % 0 8 40 % 0 1\nheld 0 1\n"
/* More objects: 2 is shared->done, of a lock's kind, 3 is the parent's thread 2, 4 is a signal. */
#define MORE(lock) \
    "object 4 % 0 48 32 % 0 " lock "\nobject 11 parent 0 2 0 % " NONE " 0\nobject 0 % 0 0 0 % " NONE " 0\nheld 1 2\n"
#define HELD_RACE "race 0 0 child%201 1 1 4 0 1 parent 1 0 4 1 " NONE " % 0 " NONE " 3 9\n"
#define SUMMARY(schedules) "summary " schedules " 0 0 3 40 77\n"
#define NONE "4294967295"

static const struct place stacks[] = {{"a.c", 12, 0, "add"}, {"a.c", 13, 0, "add"}};
static const struct race_name objects[] = {{"shared->counter", 4, 's', false, false},
                                           {"shared->lock", 40, '?', false, false},
                                           {"shared->done", 32, '?', false, false},
                                           {"parent", 0, '?', false, false},
                                           {"memory", 0, '?', false, false}};
static const struct race_names names = {stacks, 2, objects};
static const char *const four[] = {"4", NULL};
static const struct rubric_value by_variable = {
    .name = "counter", .source = VALUE_VARIABLE, .variable = "shared->counter", .allowed = four, .allowed_count = 1};
static const struct rubric_value by_number = {
    .name = "total", .source = VALUE_NUMBER, .pattern = "Total: ([0-9]+)", .allowed = four, .allowed_count = 1};
static const struct rubric_value by_file = {.name = "total",
                                            .source = VALUE_NUMBER,
                                            .pattern = "Total: ([0-9]+)",
                                            .file = "total.txt",
                                            .allowed = four,
                                            .allowed_count = 1};
static const struct rubric_value by_stdout = {
    .name = "output", .source = VALUE_STDOUT, .allowed = four, .allowed_count = 1};
static const struct rubric_value by_other = {
    .name = "other", .source = VALUE_VARIABLE, .variable = "other", .allowed = four, .allowed_count = 1};

static void add_evidence(const struct race_evidence *e, struct arena *arena, struct buf *out)
{
    for (size_t i = 0; i < e->race_count; i++) {
        const struct race_seen *race = &e->races[i];
        buf_printf(
            out, "%s %s: %s.%u%s%s in %u [%s], %s.%u%s in %u [%s]%s%s\n", race->is_stale ? "stale" : "race",
            race->variable, race->first.process, race->first.thread, race->first.writes ? " writes" : "",
            race->first.atomic ? " atomically" : "", race->first.where.line,
            race->first.by_semaphore ? arena_printf(arena, "taken %s", race->first.holding) : race->first.holding,
            race->second.process, race->second.thread, race->second.writes ? " writes" : "", race->second.where.line,
            race->second.holding, race->is_stale ? " between " : "", race->is_stale ? race->between.process : "");
        if (race->both != RACE_BOTH_NOTHING)
            buf_printf(out, "both %d of %s\n", race->both, race->both_name);
    }
    for (size_t i = 0; i < e->misuse_count; i++)
        buf_printf(out, "misuse %d of %s %s by %s in %u%s%s%s%s\n", e->misuses[i].kind, e->misuses[i].what,
                   e->misuses[i].variable, e->misuses[i].process, e->misuses[i].where.line,
                   e->misuses[i].then ? ": " : "", e->misuses[i].then ? e->misuses[i].then : "",
                   e->misuses[i].holder && *e->misuses[i].holder ? ", held by " : "",
                   e->misuses[i].holder ? e->misuses[i].holder : "");
    for (size_t i = 0; i < e->stuck_count; i++)
        for (size_t k = 0; k < e->stuck[i].wait_count; k++)
            buf_printf(out, "stuck %s in %s on %s of %s%s @%llu\n", e->stuck[i].waits[k].process,
                       e->stuck[i].waits[k].call, e->stuck[i].waits[k].on, e->stuck[i].waits[k].owner,
                       e->stuck[i].waits[k].owner_waits ? ", who waits" : "", (unsigned long long)e->stuck[i].seed);
    for (size_t i = 0; i < e->value_count; i++) {
        const struct value_seen *value = &e->values[i];
        buf_printf(out, "value %s%s guards %u tasks %u:", value->name, value->is_known ? "" : " unknown", value->guards,
                   value->tasks);
        for (size_t k = 0; k < value->outcome_count; k++)
            buf_printf(out, " %s%s x%u @%llu", value->outcomes[k].text, value->outcomes[k].is_value ? "" : "!",
                       value->outcomes[k].count, (unsigned long long)value->outcomes[k].seed);
        buf_add_string(out, "\n");
        for (size_t k = 0; k < value->outcome_count; k++)
            for (size_t s = 0; value->outcomes[k].witness && s < value->outcomes[k].witness->step_count; s++)
                buf_printf(out, "step %s %s\n", value->outcomes[k].witness->steps[s].process,
                           value->outcomes[k].witness->steps[s].does);
    }
}

/* claim, result, the value asked for (NULL: none), and all that it says. */
static const struct {
    const char *claim, *result;
    const struct rubric_value *wanted;
    const char *says;
} rows[] = {
    {"a race with its lock sets",
     HEAD "race 0 0 child%201 1 3 4 0 " NONE " child%202 1 0 4 1 0 % 0 " NONE " 3 9\n" SUMMARY("1") "end 7\n",
     &by_other,
     "race shared->counter: child 1.1 writes atomically in 12 [], child 2.1 in 13 [shared->lock]\n"
     "value other unknown guards 0 tasks 0:\n"},
    {"a lost update",
     HEAD "race 1 0 child%201 1 0 4 0 " NONE " child%201 1 1 4 1 " NONE " parent 1 1 3 9\n" SUMMARY("1") "end 7\n",
     &by_other,
     "stale shared->counter: child 1.1 in 12 [], child 1.1 writes in 13 [] between parent\n"
     "value other unknown guards 0 tasks 0:\n"},
    {"a process that no process is called like",
     HEAD "race 0 0 %1b[31mroot 1 1 4 0 " NONE " child%201%20x 1 1 4 1 " NONE " % 0 " NONE
          " 3 9\n" SUMMARY("1") "end 7\n",
     &by_other,
     "race shared->counter: a process.1 writes in 12 [], a process.1 writes in 13 []\n"
     "value other unknown guards 0 tasks 0:\n"},
    {"outcomes of a variable, its guards, and a witness",
     HEAD "watch % 4 0 2 18\noutcome 0 0 0 4%0a 2 99 " NONE " 8 1\noutcome 0 0 0 3%0a 2 98 " NONE
          " 2 5\nvalue 0 0 4\nvalue 1 0 4294967295\nwitness 1 " NONE " " NONE
          " 5 1\nstep 0 child%201 1 0 0 4294967295 4 0\nstep 0 child%202 1 2 1 0 0 1\n" SUMMARY("10") "end 14\n",
     &by_variable,
     "value counter guards 9 tasks 2: 4 x8 @1 -1 x2 @5\n"
     "step child 1 reads shared->counter = -1\n"
     "step child 2 takes shared->lock\n"},
    {"a number in stdout, of outcomes that differ elsewhere",
     HEAD "watch % 4 0 2 2\noutcome 0 0 0 a%0aTotal:%204%0a 11 99 " NONE
          " 5 3\noutcome 0 0 0 b%0aTotal:%204%0a 11 98 " NONE " 3 2\noutcome 0 1 0 Total:%20none%0a 12 97 " NONE
          " 2 7\n" SUMMARY("10") "end 10\n",
     &by_number, "value total guards 1 tasks 2: 4 x8 @2 (not printed)! x2 @7\n"},
    {"a number in a file, and not in another file or in stdout",
     HEAD "outcome 0 0 0 a%0a 2 99 " NONE " 8 1\noutcome 0 0 0 Total:%204%0a 9 98 " NONE
          " 2 5\nfile_text 0 0 Total:%204%0a\nfile_text 1 1 Total:%204%0a\n" SUMMARY("10") "end 10\n",
     &by_file, "value total guards 63 tasks 0: 4 x8 @1 (not in total.txt)! x2 @5\n"},
    {"a deadlock and a crash are no values",
     HEAD "deadlock 4 3\nwaiter 0 child%201 1 sem_wait 1 0 child%202 2\noutcome 2 -1 0 4%0a 2 99 0 4 3\noutcome 1 -1 "
          "11 4%0a 2 99 " NONE " 3 8\noutcome 3 -1 0 4%0a 2 99 " NONE " 2 9\n" SUMMARY("9") "end 11\n",
     &by_stdout,
     "stuck child 1 in sem_wait on shared->lock of thread 2 of child 2 @3\n"
     "value output guards 63 tasks 0: (stuck for ever)! x4 @3 (ended by signal 11)! x3 @8 (did not end)! x2 @9\n"},
    {"a deadlock has the seed whose steps are told",
     HEAD "deadlock 4 3\nwaiter 0 child%201 1 sem_wait 1 0 % 0\noutcome 2 -1 0 4%0a 2 99 0 4 3\nwitness " NONE " " NONE
          " 0 9 1\nstep 0 child%201 1 4 1 0 0 0\n" SUMMARY("4") "end 11\n",
     &by_stdout,
     "stuck child 1 in sem_wait on shared->lock of  @9\n"
     "value output guards 63 tasks 0: (stuck for ever)! x4 @9\n"
     "step child 1 waits for shared->lock\n"},
    {"who holds it is stuck too, or has ended; a thread is called by its number",
     HEAD MORE("4") "deadlock 4 3\nwaiter 0 child%201 1 lock 1 0 child%202 1\nwaiter 0 child%202 1 sem_wait 2 0 "
                    "child%203 1\nwaiter 0 parent 1 join 3 0 % 0\nwaiter 0 parent 2 signal " NONE " 0 % 0\noutcome 2 "
                    "-1 0 % 0 99 0 4 3\n" SUMMARY("4") "end 16\n",
     &by_other,
     "stuck child 1 in pthread_mutex_lock on shared->lock of child 2, who waits @3\n"
     "stuck child 2 in sem_wait on shared->done of child 3 @3\n"
     "stuck parent in pthread_join on thread 2 of  @3\n"
     "stuck parent in  on  of  @3\n"
     "value other unknown guards 0 tasks 0:\n"},
    {"a semaphore that its posters do not take is held by nobody",
     HEAD MORE("4") HELD_RACE "witness " NONE " 0 " NONE " 5 1\nstep 0 child%201 1 4 2 0 0 0\nstep 0 parent 1 5 2 0 0 "
                              "1\n" SUMMARY("1") "end 14\n",
     &by_other,
     "race shared->counter: child 1.1 writes in 12 [], parent.1 in 13 []\n"
     "value other unknown guards 0 tasks 0:\n"},
    {"a semaphore that its posters take is taken",
     HEAD MORE("4") HELD_RACE "witness " NONE " 0 " NONE " 5 1\nstep 0 child%201 1 4 2 0 0 0\nstep 0 child%201 1 5 2 0 "
                              "0 1\n" SUMMARY("1") "end 14\n",
     &by_other,
     "race shared->counter: child 1.1 writes in 12 [taken shared->done], parent.1 in 13 []\n"
     "value other unknown guards 0 tasks 0:\n"},
    {"a mutex is held", HEAD MORE("1") HELD_RACE SUMMARY("1") "end 11\n", &by_other,
     "race shared->counter: child 1.1 writes in 12 [shared->done], parent.1 in 13 []\n"
     "value other unknown guards 0 tasks 0:\n"},
    {"the lock of a file that two processes hold",
     HEAD MORE("5") "race 0 0 child%201 1 1 4 0 1 child%202 1 0 4 1 1 % 0 " NONE " 3 9\n" SUMMARY("1") "end 11\n",
     &by_other,
     "race shared->counter: child 1.1 writes in 12 [shared->done], child 2.1 in 13 [shared->done]\n"
     "both 3 of shared->done\n"
     "value other unknown guards 0 tasks 0:\n"},
    {"the lock of a file that two threads hold",
     HEAD MORE("5") "race 0 0 parent 1 1 4 0 1 parent 2 0 4 1 1 % 0 " NONE " 3 9\n" SUMMARY("1") "end 11\n", &by_other,
     "race shared->counter: parent.1 writes in 12 [shared->done], parent.2 in 13 [shared->done]\n"
     "both 4 of shared->done\n"
     "value other unknown guards 0 tasks 0:\n"},
    {"steps of threads and signals, and the seed whose steps they are",
     HEAD MORE(
         "4") "outcome 0 0 0 4%0a 2 99 " NONE " 8 1\noutcome 0 0 0 3%0a 2 98 " NONE " 2 5\nwitness 1 " NONE " " NONE
              " 9 1\nstep 0 parent 1 6 3 0 0 0\nstep 0 parent 1 4 1 0 0 0\nstep 0 parent 1 4 3 0 0 1\nstep 0 parent "
              "1 4 4 0 0 1\n" SUMMARY("10") "end 17\n",
     &by_stdout,
     "value output guards 63 tasks 0: 4\n x8 @1 3\n x2 @9\n"
     "step parent starts thread 2\n"
     "step parent waits for shared->lock\n"
     "step parent waits for thread 2\n"
     "step parent waits\n"},
    {"a variable that was asked for under another name",
     HEAD "watch other 4 0 2 18\noutcome 0 0 0 % 0 99 " NONE " 1 1\nvalue 0 0 4\n" SUMMARY("1") "end 9\n", &by_other,
     "value other unknown guards 0 tasks 0:\n"},
    {"locks that are not shared",
     HEAD "misuse 1 1 child%201 1 0 4 2 % 0\nmisuse 5 1 parent 1 1 4 2 % 0\nmisuse 8 0 child%201 1 0 4 2 % 0\n"
          "misuse 6 1 parent 2 1 4 2 child%202 3\n" SUMMARY("1") "end 10\n",
     &by_other,
     "misuse 0 of semaphore shared->lock by child 1 in 12\n"
     "misuse 1 of mutex shared->lock by parent in 13\n"
     "misuse 4 of mapping shared->counter by child 1 in 12\n"
     "misuse 2 of mutex shared->lock by parent in 13, held by thread 3 of child 2\n"
     "value other unknown guards 0 tasks 0:\n"},
    {"early wake-ups: what it read, and how it ended",
     HEAD "watch % 4 0 2 0\noutcome 0 0 0 4%0a 2 99 " NONE " 6 1\nearly 1 child%201 1 0 0 0 3 4 1 1 11 0 0 % " NONE
          " 0 90001 0\nearly 1 parent 2 0 " NONE " 0 0 0 " NONE " 2 0 0 0 % " NONE
          " 0 90002 0\nearly 1 parent 1 1 " NONE " 0 0 0 " NONE " 0 0 0 1 4%0a5%0a " NONE
          " 0 90003 0\nearly 1 parent 1 1 " NONE " 0 0 0 " NONE " 0 0 0 0 % 0 9 90004 0\nearly 1 %1b[31m 1 1 " NONE
          " 0 0 0 " NONE " 0 0 1 0 % " NONE " 0 90005 0\nearly 1 parent 1 0 " NONE " 0 0 0 " NONE " 0 0 1 0 % " NONE
          " 0 90006 1\n" SUMMARY("6") "end 14\n",
     &by_other,
     "misuse 11 of pthread_cond_wait shared->lock by child 1 in 12: line 13 reads shared->counter = 3, and then signal "
     "11 ends the program\n"
     "misuse 11 of pthread_cond_wait shared->lock by parent in 12: the program is stuck for ever\n"
     "misuse 11 of pthread_cond_wait shared->lock by parent in 13: the program prints \"5\", as in no schedule without "
     "that\n"
     "misuse 11 of pthread_cond_wait shared->lock by parent in 13: shared->counter ends with 9, as in no schedule "
     "without that\n"
     "misuse 11 of pthread_cond_wait shared->lock by a process in 13: two access the same memory without order (a data "
     "race)\n"
     "misuse 16 of pthread_cond_timedwait shared->lock by parent in 12: two access the same memory without order (a "
     "data race)\n"
     "value other unknown guards 0 tasks 0:\n"},
    {"nothing asked for: what several change, and stdout in any order of lines",
     HEAD "watch % 4 0 2 0\nwatch % 4 1 1 0\noutcome 0 0 0 a%0ab%0a 4 99 " NONE
          " 6 1\noutcome 0 0 0 b%0aa%0a 4 98 " NONE " 4 2\nvalue 0 0 2\nvalue 1 0 2\n" SUMMARY("10") "end 12\n",
     NULL, "value shared->counter guards 0 tasks 2: 2 x10 @1\nvalue stdout guards 0 tasks 0: a\nb\n x10 @1\n"},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct race_result result;
        struct err e = {0};
        if (!race_result_parse(bytes_of(rows[i].result), arena, &result, &e))
            fail_msg("%s: %s", rows[i].claim, e.text);
        const struct race_job job = {.values = &rows[i].wanted, .value_count = rows[i].wanted != NULL};
        struct race_evidence evidence = {0};
        race_read(&job, &result, &names, arena, &evidence);
        AUTO_BUF struct buf said = {0};
        buf_add_string(&said, "");
        add_evidence(&evidence, arena, &said);
        if (strcmp(said.data, rows[i].says) != 0)
            fail_msg("%s: says\n%s", rows[i].claim, said.data);
    }
}

/* Each reason of the runtime's is one whole sentence; what it does not say is not made up. */
static void test_reasons(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    for (uint32_t i = 0; i < RACE_CUT_COUNT; i++) {
        struct race_cut cut = {i, 1};
        struct race_limit limit = {.what = RACE_LIMIT_UNSTABLE, .count = 1};
        const struct race_result result = {.cuts = &cut, .cut_count = 1, .limits = &limit, .limit_count = 1};
        const struct reason_seen before = {"assembly", "it has assembly in it", true};
        struct race_evidence seen = {.reasons = &before, .reason_count = 1};
        race_why(&result, &names, arena, &seen);
        assert_int_equal(seen.reason_count, 3);
        assert_string_equal(seen.reasons[0].reason, "assembly");
        assert_string_equal(seen.reasons[1].reason, "unstable");
        assert_string_equal(seen.reasons[2].reason, race_cut_name(i));
        const char *text = seen.reasons[2].text;
        assert_true(text[0] >= 'A' && text[0] <= 'Z' && text[strlen(text) - 1] == '.');
    }
    struct race_evidence seen = {0};
    race_why(&(struct race_result){.summary = {.complete = 1}}, &names, arena, &seen);
    assert_true(seen.is_complete && seen.reason_count == 0);
    race_why(&(struct race_result){0}, &names, arena, &seen);
    assert_true(!seen.is_complete && seen.reason_count == 0);
    seen.broken = "it was overwritten";
    race_why(&(struct race_result){0}, &names, arena, &seen);
    assert_string_equal(seen.reasons[0].reason, "no-result");
}

/* What the runtime says, the line, and which call it is. */
static const struct {
    const char *said, *line, *name;
    enum race_awaits awaits;
} calls[] = {
    {"signal", "    while (!got) pause();", "pause", RACE_AWAITS_SIGNAL},
    {"signal", "    sigsuspend(&old); /* not pause() */", "sigsuspend", RACE_AWAITS_SIGNAL},
    {"signal", "    sigwait(&set, &sig);", "sigwait", RACE_AWAITS_SIGNAL},
    {"signal", "    MY_WAIT;", "", RACE_AWAITS_SIGNAL},
    {"signal", "    how ? pause() : sigsuspend(&old);", "", RACE_AWAITS_SIGNAL},
    {"file lock", "    fcntl(fd, F_SETLKW, &lock);", "fcntl", RACE_AWAITS_FILE_LOCK},
    {"file lock", "    flock(fd, LOCK_EX);", "flock", RACE_AWAITS_FILE_LOCK},
    {"file lock", "    lock_it(fd);", "", RACE_AWAITS_FILE_LOCK},
    {"queue", "    semop(id, &take, 1);", "semop", RACE_AWAITS_QUEUE},
    {"queue", "    msgrcv(q, &m, 4, 2, 0);", "msgrcv", RACE_AWAITS_QUEUE},
    {"wait", "    waitpid(pid, NULL, 0);", "waitpid", RACE_AWAITS_END},
    {"wait", "    while (wait (NULL) > 0) ;", "wait", RACE_AWAITS_END},
    {"lock", "    mtx_lock(&m);", "mtx_lock", RACE_AWAITS_LOCK},
    {"lock", "    take();", "pthread_mutex_lock", RACE_AWAITS_LOCK},
    {"read", "    // fgets(line)", "read", RACE_AWAITS_DATA},
    {"open", "    int in = open(\"req\", O_RDONLY);", "open", RACE_AWAITS_FIFO_OPEN},
    {"open", "    FILE *in = fopen(\"req\", \"r\");", "fopen", RACE_AWAITS_FIFO_OPEN},
    {"open", "    serve();", "open", RACE_AWAITS_FIFO_OPEN},
    {"futex", "    syscall(SYS_futex);", "futex", RACE_AWAITS_OTHER},
};

static void test_calls(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(calls); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        const char *text = arena_printf(arena, "int x;\n%s\nsigwait();\n", calls[i].line);
        const struct source source = {"a.c", bytes_of(text)};
        const struct race_job job = {.files = &source, .file_count = 1};
        const struct race_call call = race_call_at(&job, calls[i].said, &(struct place){"a.c", 2, 0, NULL});
        if (strcmp(call.name, calls[i].name) != 0 || call.awaits != calls[i].awaits)
            fail_msg("'%s' in '%s' is '%s'", calls[i].said, calls[i].line, call.name);
        assert_string_equal(
            race_call_at(&job, calls[i].said, &(struct place){0}).name,
            race_call_at(&(struct race_job){0}, calls[i].said, &(struct place){"a.c", 2, 0, NULL}).name);
    }
}

static const struct {
    uint64_t value;
    uint32_t size;
    char encoding;
    const char *text;
} numbers[] = {
    {255, 1, 's', "-1"},
    {255, 1, 'u', "255"},
    {0xffffffffffff0000, 2, 'u', "0"},
    {0x80000000, 4, 's', "-2147483648"},
    {0x80000000, 4, 'u', "2147483648"},
    {UINT64_MAX, 8, 's', "-1"},
    {UINT64_MAX, 8, 'u', "18446744073709551615"},
    {0x3fc00000, 4, 'f', "1.5"},
    {0x3fb999999999999a, 8, 'f', "0.1"},
    {0x400921fb54442d18, 8, 'f', "3.141592653589793"},
    {0x7ff8000000000000, 8, 'f', "nan"},
    {7, 4, '?', "7"},
};

static void test_numbers(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    for (size_t i = 0; i < COUNT(numbers); i++)
        assert_string_equal(race_value_text(numbers[i].value, numbers[i].size, numbers[i].encoding, arena),
                            numbers[i].text);
}

static const struct {
    const char *claim, *uses[3];
    size_t variables;
    uint32_t schedules;
    const char *text;
} programs[] = {
    {"threads", {"pthread_create"}, 0, 200, ""},
    {"shared memory, as headers name it", {"fork", "mmap64"}, 0, 200, ""},
    {"processes with a variable of which each has its own", {"fork"}, 1, 20, ""},
    {"processes that open files", {"fork", "fopen64"}, 0, 20, ""},
    {"processes with memory that the compiler left out", {"fork"}, 0, 20, "int *n = malloc(sizeof *n);\n"},
    {"processes that only speak of memory", {"fork"}, 0, 0, "/* malloc() */ int my_malloc(char *s);\n"},
    {"memory of one process", {"printf"}, 0, 0, "int *n = malloc(sizeof *n);\n"},
    {"pipes and processes", {"fork", "pipe"}, 0, 0, ""},
    {"variables of one process", {"printf"}, 5, 0, ""},
    {"files of one process", {"fopen"}, 1, 0, ""},
    {"a longer name", {"mmap_all"}, 0, 0, ""},
    {"nothing", {NULL}, 0, 0, ""},
};

static void test_matters(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(programs); i++) {
        struct symbol_use uses[3] = {{0}};
        struct build_evidence build = {.symbols_known = true, .uses = uses, .variable_count = programs[i].variables};
        while (build.use_count < COUNT(uses) && programs[i].uses[build.use_count]) {
            uses[build.use_count].symbol = programs[i].uses[build.use_count];
            build.use_count++;
        }
        const struct source file = {"main.c", {programs[i].text, strlen(programs[i].text)}};
        if (race_schedules(&build, &file, 1) != programs[i].schedules)
            fail_msg("%s", programs[i].claim);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_reasons),
                                       cmocka_unit_test(test_calls), cmocka_unit_test(test_numbers),
                                       cmocka_unit_test(test_matters)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
