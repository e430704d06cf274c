/* test_config.c -- what an operator may write, and what is said of what he may not. */
#include "server/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char path[] = "/tmp/test_config.XXXXXX", secret_path[] = "/tmp/test_config_secret.XXXXXX";

static void write_file(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static int setup(void **state)
{
    (void)state;
    const int fds[] = {mkstemp(path), mkstemp(secret_path)};
    for (size_t i = 0; i < 2; i++)
        if (fds[i] < 0 || close(fds[i]) < 0)
            return -1;
    write_file(secret_path, "from a file\n");
    static const char *const names[] = {"LISTEN", "DATA", "DATABASE", "WORKERS", "ISOLATION"};
    for (size_t i = 0; i < 5; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "BOTHENDS_%s", names[i]);
        if (unsetenv(name) < 0)
            return -1;
    }
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    return unlink(path) | unlink(secret_path);
}

static void defaults_need_no_file(void **state)
{
    (void)state;
    struct config c;
    struct err e = {0};
    struct arena *arena = arena_make();
    assert_true(config_read(NULL, arena, &c, &e));
    assert_string_equal(c.listen, "127.0.0.1:8080");
    assert_true(c.workers >= 1);
    assert_int_equal(c.queue_max, 10000);
    assert_int_equal(c.submissions_per_minute, 60);
    assert_int_equal(c.body_max, 8 * 1024 * 1024);
    assert_int_equal(c.hook_count + c.endpoint_count, 0);
    char want[4096];
    (void)snprintf(want, sizeof want, "sqlite:%s/bothends.db", c.data);
    assert_string_equal(c.database, want);
    arena_free(arena);
}

static void every_key_is_read(void **state)
{
    (void)state;
    write_file(path, "; a comment\n[server]\nlisten = [::1]:81\n  data = /d\nworkers=3 ; too\nisolation = minimal\n"
                     "user = grader\nqueue_max = 5\nsubmissions_per_minute = 7\nbody_max = 2048\n\n"
                     "[hook lms]\nkind = github\nsecret = whsec_bmV3=\nsecret_old = whsec_b2xk==\nrubric = pipe-hello\n"
                     "[hook canvas-2]\nsecret = s\n"
                     "[deliver gradebook]\nurl = https://lms.example/hook\nallow_private = true\nsecret = whsec_YQ==\n"
                     "[hook lms]\nrubric = other\n");
    struct config c;
    struct err e = {0};
    struct arena *arena = arena_make();
    if (!config_read(path, arena, &c, &e))
        fail_msg("%s", e.text);
    assert_string_equal(c.listen, "[::1]:81");
    assert_string_equal(c.data, "/d");
    assert_string_equal(c.database, "sqlite:/d/bothends.db");
    assert_int_equal(c.workers, 3);
    assert_int_equal(c.least, ISOLATION_MINIMAL);
    assert_string_equal(c.user, "grader");
    assert_int_equal(c.queue_max, 5);
    assert_int_equal(c.submissions_per_minute, 7);
    assert_int_equal(c.body_max, 2048);
    assert_int_equal(c.hook_count, 2);
    assert_string_equal(c.hooks[0].name, "lms");
    assert_int_equal(c.hooks[0].kind, HOOK_GITHUB);
    assert_string_equal(c.hooks[0].secrets[0], "whsec_bmV3=");
    assert_string_equal(c.hooks[0].secrets[1], "whsec_b2xk==");
    assert_string_equal(c.hooks[0].rubric, "other");
    assert_int_equal(c.hooks[1].kind, HOOK_STANDARD);
    assert_null(c.hooks[1].secrets[1]);
    assert_null(c.hooks[1].rubric);
    assert_int_equal(c.endpoint_count, 1);
    assert_string_equal(c.endpoints[0].name, "gradebook");
    assert_string_equal(c.endpoints[0].url, "https://lms.example/hook");
    assert_string_equal(c.endpoints[0].secret, "whsec_YQ==");
    assert_true(c.endpoints[0].allow_private);
    arena_free(arena);
}

static void a_secret_may_stand_in_a_file(void **state)
{
    (void)state;
    char text[256];
    (void)snprintf(text, sizeof text, "[hook a]\nsecret_file = %s\nsecret_old_file = %s\n", secret_path, secret_path);
    write_file(path, text);
    struct config c;
    struct err e = {0};
    struct arena *arena = arena_make();
    if (!config_read(path, arena, &c, &e))
        fail_msg("%s", e.text);
    assert_string_equal(c.hooks[0].secrets[0], "from a file");
    assert_string_equal(c.hooks[0].secrets[1], "from a file");
    arena_free(arena);
}

/* What must stand in the message, after the path of the file. */
static const struct {
    const char *claim, *text, *said;
} faults[] = {
    {"a slip of the finger", "[server]\nlisten = a:1\nworker = 3\n",
     ":3: worker: there is no such key in [server]; did you mean 'workers'?"},
    {"nothing near", "[server]\ncolour = red\n", ":2: colour: there is no such key in [server]"},
    {"a key of another section", "[hook a]\nurl = x\n", ":2: url: there is no such key in [hook a]"},
    {"no section", "listen = a:1\n", ":1: listen: section [] is none of"},
    {"an unknown section", "[sever]\nlisten = a:1\n", ":2: listen: section [sever] is none of"},
    {"a hook without a name", "[hook ]\nsecret = a\n", ":2: secret: section [hook"},
    {"a name with a slash", "[hook a/b]\nsecret = a\n", "section [hook a/b]"},
    {"no number", "[server]\nworkers = many\n", ":2: workers: must be a whole number from 0 to 256"},
    {"a number with a tail", "[server]\nworkers = 3x\n", ":2: workers: must be"},
    {"a negative number", "[server]\nqueue_max = -1\n", ":2: queue_max: must be"},
    {"below zero", "[server]\nworkers = -1\n", ":2: workers: must be"},
    {"too many", "[server]\nworkers = 99999999999999999999\n", ":2: workers: must be"},
    {"no isolation", "[server]\nisolation = none\n", ":2: isolation:"},
    {"an empty value", "[server]\nlisten =\n", ":2: listen: must not be empty"},
    {"an empty secret", "[hook a]\nsecret =\n", ":2: secret: a secret must not be empty"},
    {"a secret file that is not there", "[hook a]\n\nsecret_file = /nowhere\n", ":3: secret_file: open '/nowhere'"},
    {"no secret", "[hook a]\nkind = github\n", ": [hook a] has no secret"},
    {"no url", "[deliver a]\nsecret = a\n", ": [deliver a] has no url"},
    {"an url of another kind", "[deliver a]\nurl = file:///etc/passwd\n", ":2: url: must begin with"},
    {"an unknown kind", "[hook a]\nkind = gitlab\n", ":2: kind: must be"},
    {"neither yes nor no", "[deliver a]\nallow_private = maybe\n", ":2: allow_private: must be"},
    {"not a line of ours", "[server]\nworkers = 1\nhello\n", ":3: this is neither"},
    {"a section that does not end", "[server\nworkers = 1\n", ":1: "},
};

static void a_fault_is_said_with_file_line_and_key(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        write_file(path, faults[i].text);
        struct config c = {.listen = "untouched"};
        struct err e = {0};
        struct arena *arena = arena_make();
        if (config_read(path, arena, &c, &e) || e.code != ERR_INPUT || !strstr(e.text, faults[i].said) ||
            strncmp(e.text, path, strlen(path)) != 0 || strcmp(c.listen, "untouched") != 0)
            fail_msg("%s: \"%s\"", faults[i].claim, e.text);
        arena_free(arena);
    }
}

static void a_line_that_is_too_long_is_not_cut(void **state)
{
    (void)state;
    char text[400];
    (void)snprintf(text, sizeof text, "[server]\nlisten = %0300d\n", 1);
    write_file(path, text);
    struct config c;
    struct err e = {0};
    struct arena *arena = arena_make();
    assert_false(config_read(path, arena, &c, &e));
    assert_non_null(strstr(e.text, ":2: the line is longer"));
    arena_free(arena);
}

static void the_environment_wins_over_the_file(void **state)
{
    (void)state;
    write_file(path, "[server]\nlisten = a:1\nworkers = 2\n");
    struct config c;
    struct err e = {0};
    struct arena *arena = arena_make();
    assert_int_equal(setenv("BOTHENDS_LISTEN", "b:2", 1), 0);
    assert_int_equal(setenv("BOTHENDS_DATA", "/e", 1), 0);
    assert_true(config_read(path, arena, &c, &e));
    assert_string_equal(c.listen, "b:2");
    assert_string_equal(c.database, "sqlite:/e/bothends.db");
    assert_int_equal(c.workers, 2);
    assert_int_equal(setenv("BOTHENDS_WORKERS", "none", 1), 0);
    assert_false(config_read(path, arena, &c, &e));
    assert_non_null(strstr(e.text, "BOTHENDS_WORKERS: must be a whole number"));
    arena_free(arena);
}

static void a_file_that_is_not_there_is_absent(void **state)
{
    (void)state;
    struct config c;
    struct err e = {0};
    struct arena *arena = arena_make();
    assert_false(config_read("/nowhere/x.ini", arena, &c, &e));
    assert_int_equal(e.code, ERR_ABSENT);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_need_no_file),
        cmocka_unit_test(every_key_is_read),
        cmocka_unit_test(a_secret_may_stand_in_a_file),
        cmocka_unit_test(a_fault_is_said_with_file_line_and_key),
        cmocka_unit_test(a_line_that_is_too_long_is_not_cut),
        cmocka_unit_test(a_file_that_is_not_there_is_absent),
        cmocka_unit_test(the_environment_wins_over_the_file), /* last: it leaves its environment behind */
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
