/* test_tape.c -- what is written on a tape comes back, in its order, and nothing else is believed. */
#include "server/tape.h"
#include "tests/unit/made_up.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void digest_of(const char *arg, uint32_t cpu_ms, enum isolation least, const char *input, const char *comes_out,
                      char out[static 65])
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct spec *spec = arena_alloc(arena, 1, sizeof *spec);
    struct err e = {0};
    spec_begin(spec, POLICY_STUDENT);
    spec->limits.cpu_ms = cpu_ms;
    spec->least_isolation = least;
    assert_true(spec_arg(spec, arg, &e) && spec_file(spec, PLACE_BOX, "main", 0555, 0, &e));
    assert_true(!comes_out || spec_file(spec, PLACE_OUT, comes_out, 0, 1024, &e));
    struct bytes inputs[] = {bytes_of(input), bytes_of("program")};
    tape_digest(spec, inputs, 2, out);
}

static void test_digest_tells_jobs_apart(void **state)
{
    (void)state;
    static const struct {
        const char *name, *arg, *input;
        uint32_t cpu_ms;
        enum isolation least;
        bool same;
        const char *comes_out;
    } rows[] = {
        {"the very same", "/box/main", "5\n", 1000, ISOLATION_FULL, true, "a.txt"},
        {"weaker walls would do", "/box/main", "5\n", 1000, ISOLATION_MINIMAL, true, "a.txt"},
        {"another file comes out", "/box/main", "5\n", 1000, ISOLATION_FULL, true, "b.txt"},
        {"none comes out", "/box/main", "5\n", 1000, ISOLATION_FULL, true, NULL},
        {"another input", "/box/main", "6\n", 1000, ISOLATION_FULL, false, "a.txt"},
        {"another argument", "/box/mai", "5\n", 1000, ISOLATION_FULL, false, "a.txt"},
        {"another limit", "/box/main", "5\n", 1001, ISOLATION_FULL, false, "a.txt"},
    };
    char first[65], other[65];
    digest_of("/box/main", 1000, ISOLATION_FULL, "5\n", "a.txt", first);
    for (size_t i = 0; i < COUNT(rows); i++) {
        digest_of(rows[i].arg, rows[i].cpu_ms, rows[i].least, rows[i].input, rows[i].comes_out, other);
        if ((strcmp(first, other) == 0) != rows[i].same)
            fail_msg("%s", rows[i].name);
    }
}

/* A run whose one event and stdout carry a number, to know it again. */
static void add_run(struct tape *tape, char digit, int64_t number)
{
    const struct event ev = {.kind = EV_END, .arg = {number}};
    char text[8] = {(char)('0' + number)};
    const struct bytes blobs[] = {{text, 1}, {NULL, 0}, {"side", 4}, {"a.txt\nb/a.txt\n", 14}};
    struct tape_run run = {.events = &ev, .event_count = 1, .blobs = blobs, .blob_count = 4};
    memset(run.digest, digit, 64);
    tape_add(tape, &run);
}

static struct tape *read_back(const struct tape *tape, struct arena *arena)
{
    struct tape *out = NULL;
    struct err e = {0};
    if (!tape_read(tape_write(tape, arena), arena, &out, &e))
        fail_msg("%s", e.text);
    return out;
}

static int64_t next_number(struct tape *tape, char digit)
{
    char digest[65] = {0};
    memset(digest, digit, 64);
    const struct tape_run *run = tape_next(tape, digest, (struct bytes){"", 0});
    if (!run)
        return -1;
    assert_int_equal(run->event_count, 1);
    assert_int_equal(run->blob_count, 4);
    assert_int_equal(run->blobs[0].data[0], '0' + run->events[0].arg[0]);
    assert_int_equal(run->blobs[1].size, 0);
    assert_memory_equal(run->blobs[2].data, "side", 4);
    return run->events[0].arg[0];
}

static void test_runs_of_a_job_come_back_in_order(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    struct tape *tape = tape_make(arena);
    add_run(tape, 'a', 1);
    add_run(tape, 'b', 2);
    add_run(tape, 'a', 3);
    tape = read_back(tape, arena);
    assert_int_equal(next_number(tape, 'a'), 1);
    assert_int_equal(next_number(tape, 'a'), 3);
    assert_int_equal(next_number(tape, 'a'), -1);
    assert_int_equal(next_number(tape, 'b'), 2);
    assert_int_equal(next_number(tape, 'c'), -1);
}

/* A run answers for whoever wants some of the files that came out of it. */
static void test_a_run_has_the_files_that_came_out(void **state)
{
    (void)state;
    static const struct {
        const char *outs;
        bool found;
    } asked[] = {
        {"", true},         {"a.txt\n", true},         {"b/a.txt\na.txt\n", true},
        {"b.txt\n", false}, {"a.txt\nb.txt\n", false}, {"txt\n", false},
    };
    char digest[65] = {0};
    memset(digest, 'a', 64);
    for (size_t i = 0; i < COUNT(asked); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct tape *tape = tape_make(arena);
        add_run(tape, 'a', 1);
        const struct tape_run *run = tape_next(read_back(tape, arena), digest, bytes_of(asked[i].outs));
        if ((run != NULL) != asked[i].found)
            fail_msg("asked for %s", asked[i].outs);
        if (run)
            assert_int_equal(tape_outs(run).size, 14);
    }
}

static void test_what_was_just_recorded_is_not_replayed(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    struct tape *tape = tape_make(arena);
    add_run(tape, 'a', 1);
    assert_int_equal(next_number(tape, 'a'), -1);
    tape = read_back(tape, arena);
    add_run(tape, 'a', 2);
    assert_int_equal(next_number(tape, 'a'), 1);
    assert_int_equal(next_number(tape, 'a'), -1);
    tape = read_back(tape, arena); /* and both are on it */
    assert_int_equal(next_number(tape, 'a'), 1);
    assert_int_equal(next_number(tape, 'a'), 2);
}

static void test_a_run_too_big_is_left_out(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    struct tape *tape = tape_make(arena);
    const struct bytes blob = {arena_alloc(arena, TAPE_BYTES_MAX, 1), TAPE_BYTES_MAX};
    struct tape_run run = {.blobs = &blob, .blob_count = 1};
    memset(run.digest, 'x', 64);
    tape_add(tape, &run);
    add_run(tape, 'a', 1);
    tape = read_back(tape, arena);
    assert_int_equal(next_number(tape, 'x'), -1);
    assert_int_equal(next_number(tape, 'a'), 1);
}

static void test_what_is_no_tape_is_refused(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    struct tape *tape = tape_make(arena), *out = NULL;
    add_run(tape, 'a', 1);
    add_run(tape, 'b', 2);
    struct bytes whole = tape_write(tape, arena);
    for (size_t size = 0; size < whole.size; size++) { /* on the heap, so that a read beyond is seen */
        AUTO_BUF struct buf cut = {0};
        struct err e = {0};
        buf_add(&cut, whole.data, size);
        if (tape_read((struct bytes){cut.data, size}, arena, &out, &e) || e.code != ERR_INPUT)
            fail_msg("cut to %zu bytes", size);
    }
    AUTO_BUF struct buf longer = {0};
    struct err e = {0};
    buf_add(&longer, whole.data, whole.size);
    buf_add(&longer, "x", 1);
    assert_false(tape_read((struct bytes){longer.data, longer.size}, arena, &out, &e));
    assert_non_null(strstr(e.text, "more after"));
    longer.data[16]++; /* of the version */
    e = (struct err){0};
    assert_false(tape_read((struct bytes){longer.data, whole.size}, arena, &out, &e));
    assert_non_null(strstr(e.text, "another version"));
}

static void test_numbers_that_lie_are_refused(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    struct tape *tape = tape_make(arena), *out = NULL;
    add_run(tape, 'a', 1);
    struct bytes whole = tape_write(tape, arena);
    for (size_t at = 24; at + 8 <= whole.size; at++) { /* each eight bytes in turn become the largest number */
        AUTO_BUF struct buf lying = {0};
        struct err e = {0};
        buf_add(&lying, whole.data, whole.size);
        memset(lying.data + at, 0xff, 8);
        (void)tape_read((struct bytes){lying.data, lying.size}, arena, &out, &e); /* the sanitizers watch */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_digest_tells_jobs_apart),
        cmocka_unit_test(test_runs_of_a_job_come_back_in_order),
        cmocka_unit_test(test_a_run_has_the_files_that_came_out),
        cmocka_unit_test(test_what_was_just_recorded_is_not_replayed),
        cmocka_unit_test(test_a_run_too_big_is_left_out),
        cmocka_unit_test(test_what_is_no_tape_is_refused),
        cmocka_unit_test(test_numbers_that_lie_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
