/* tool.c -- what HTTP tests need besides the server: tokens, rubrics, and a worker that grades without running
 * anything.
 *
 * http_tool URL: reads commands from stdin, a line each, and answers each with one line:
 *   token ROLE NAME     -> ID SECRET
 *   rubric PATH         -> its new version
 *   lease               -> id of the submission, or "none"
 *   progress TEXT       -> ok      of the one leased last
 *   finish              -> ok      as if every case gave what its rubric wants
 *   compile_error       -> ok
 *   give_back           -> ok
 *   auto N              -> ok      lease and finish N, waiting for them */
#include "rubrics/digest.h"
#include "rubrics/grade.h"
#include "sandbox/base/clock.h"
#include "sandbox/base/fd.h"
#include "server/bell.h"
#include "server/store.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEASE_MS = 60000, AUTO_MS_MAX = 60000 };

struct tool {
    struct store *store;
    struct bells bells;
    struct store_lease lease;
};

static bool token(struct tool *tool, const char *words, struct arena *arena, struct err *e)
{
    char role[32], name[128], secret[80], hash[65];
    unsigned char raw[16];
    struct store_token made = {.created_ms = clock_unix_ms()};
    if (sscanf(words, "%31s %127[^\n]", role, name) != 2 || !role_parse(role, &made.role))
        return err_set(e, ERR_INPUT, "token ROLE NAME");
    digest_random(raw, sizeof raw);
    char *at = secret;
    for (size_t i = 0; i < sizeof raw; i++)
        at += snprintf(at, 3, "%02x", raw[i]);
    made.name = name;
    made.id = arena_printf(arena, "tok_%.12s", secret + 20);
    digest_sha256((struct bytes){secret, strlen(secret)}, hash);
    if (!store_token_add(tool->store, &made, hash, e))
        return false;
    (void)printf("%s %s\n", made.id, secret);
    return true;
}

static bool put_rubric(struct tool *tool, const char *path, struct arena *arena, struct err *e)
{
    struct bytes json;
    struct rubric rubric;
    struct rubric_errors errors = {0};
    uint32_t version, current;
    if (!fd_read_file(path, RUBRIC_BYTES_MAX, arena, &json, e))
        return false;
    if (!rubric_parse(json, arena, &rubric, &errors))
        return err_set(e, ERR_INPUT, "%s: %s", errors.items[0].pointer, errors.items[0].detail);
    struct store_rubric stored = {
        .id = rubric.id, .json = json, .title = rubric.title, .author = "test", .created_ms = clock_unix_ms()};
    memcpy(stored.sha256, rubric.sha256, sizeof stored.sha256);
    if (!store_rubric_put(tool->store, &stored, RUBRIC_ANY, &version, &current, e))
        return false;
    (void)printf("%u\n", version);
    return true;
}

/* Runs as the rubric wants them to be. */
static struct evidence evidence_of(const struct rubric *rubric, bool compiled, struct arena *arena)
{
    size_t count = 0;
    for (size_t i = 0; i < rubric->case_count; i++)
        count += rubric->cases[i].runs;
    struct run_evidence *runs = arena_alloc(arena, count, sizeof *runs);
    struct report_process *process = arena_alloc(arena, 1, sizeof *process);
    *process = (struct report_process){.name = "parent", .parent = -1, .id = 1, .threads = 1, .program = ""};
    size_t at = 0;
    for (size_t i = 0; i < rubric->case_count && compiled; i++)
        for (uint32_t run = 1; run <= rubric->cases[i].runs; run++)
            runs[at++] = (struct run_evidence){.case_id = rubric->cases[i].id,
                                               .run = run,
                                               .report = {.outcome = OUTCOME_EXITED,
                                                          .exit_code = (int)rubric->cases[i].exit_wanted,
                                                          .limits = rubric->limits,
                                                          .processes = process,
                                                          .process_count = 1,
                                                          .out = {.data = rubric->cases[i].stdout_wanted.text,
                                                                  .bytes = rubric->cases[i].stdout_wanted.text.size}}};
    return (struct evidence){.build = {.compiled = compiled, .symbols_known = true}, .runs = runs, .run_count = at};
}

static bool finish(struct tool *tool, bool compiled, struct arena *arena, struct err *e)
{
    struct store_submission submission;
    struct store_rubric stored;
    struct rubric rubric;
    struct rubric_errors errors = {0};
    struct grade grade = {.compiler = "none"};
    if (!store_submission_get(tool->store, tool->lease.id, arena, &submission, e) ||
        !store_submission_files(tool->store, tool->lease.id, arena, (struct source **)(uintptr_t)&grade.files,
                                &grade.file_count, e) ||
        !store_rubric_get(tool->store, submission.rubric_id, submission.rubric_version, arena, &stored, e))
        return false;
    if (!rubric_parse(stored.json, arena, &rubric, &errors))
        return err_set(e, ERR_INPUT, "the rubric has faults");
    const struct evidence evidence = evidence_of(&rubric, compiled, arena);
    grade.id = tool->lease.id;
    grade.rubric_version = stored.version;
    judge(&rubric, &evidence, arena, &grade);
    const struct store_finished finished = {.state = compiled ? SUBMISSION_GRADED : SUBMISSION_COMPILE_ERROR,
                                            .rubric_version = stored.version,
                                            .grade = grade_json(&grade, false, arena),
                                            .points = grade.points,
                                            .max_points = grade.max_points};
    if (!store_lease_finish(tool->store, &tool->lease, &finished, e))
        return false;
    bell_ring(tool->bells.done);
    return true;
}

static bool lease(struct tool *tool, struct err *e)
{
    if (!store_lease(tool->store, "tool", LEASE_MS, &tool->lease, e))
        return false;
    bell_ring(tool->bells.done);
    return true;
}

static bool finish_many(struct tool *tool, unsigned count, struct err *e)
{
    uint64_t until_ns = clock_ns() + AUTO_MS_MAX * 1000000ull;
    while (count > 0) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct err none = {0};
        if (lease(tool, &none)) {
            if (!finish(tool, true, arena, e))
                return false;
            count--;
            continue;
        }
        if (none.code != ERR_ABSENT || clock_ns() > until_ns)
            return err_set(e, ERR_SYSTEM, "%u not done: %s", count, none.text);
        struct pollfd bell = {.fd = tool->bells.work, .events = POLLIN};
        if (poll(&bell, 1, 100) > 0)
            (void)bell_take(tool->bells.work); /* the queue says what there is */
    }
    return true;
}

static bool obey(struct tool *tool, const char *line, struct arena *arena, struct err *e)
{
    if (strncmp(line, "token ", 6) == 0)
        return token(tool, line + 6, arena, e);
    if (strncmp(line, "rubric ", 7) == 0)
        return put_rubric(tool, line + 7, arena, e);
    if (strcmp(line, "lease") == 0) {
        struct err none = {0};
        bool got = lease(tool, &none);
        (void)printf("%s\n", got ? tool->lease.id : "none");
        return got || none.code == ERR_ABSENT || err_set(e, none.code, "%s", none.text);
    }
    bool good = false;
    if (strncmp(line, "progress ", 9) == 0) {
        good = store_lease_renew(tool->store, &tool->lease, LEASE_MS, line + 9, e);
        bell_ring(tool->bells.done);
    } else if (strcmp(line, "finish") == 0 || strcmp(line, "compile_error") == 0) {
        good = finish(tool, *line == 'f', arena, e);
    } else if (strcmp(line, "give_back") == 0) {
        good = store_lease_give_back(tool->store, &tool->lease, "the test said so", e);
        bell_ring(tool->bells.done);
    } else if (strncmp(line, "auto ", 5) == 0) {
        good = finish_many(tool, (unsigned)strtoul(line + 5, NULL, 10), e);
    } else {
        err_set(e, ERR_INPUT, "no such command");
    }
    if (good)
        (void)puts("ok");
    return good;
}

int main(int argc, char **argv)
{
    struct tool tool = {0};
    struct err e = {0};
    if (argc != 2 || !store_open(&tool.store, argv[1], &e)) {
        (void)fprintf(stderr, "http_tool: %s\n", argc == 2 ? e.text : "usage: http_tool URL");
        return 2;
    }
    bells_import(&tool.bells);
    char line[1024];
    while (fgets(line, sizeof line, stdin)) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct err why = {0};
        line[strcspn(line, "\n")] = '\0';
        if (!obey(&tool, line, arena, &why))
            (void)printf("error %s\n", why.text);
        (void)fflush(stdout); /* whoever reads it sees */
    }
    store_close(tool.store);
    return 0;
}
