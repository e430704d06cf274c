/* made_up.h -- rubrics and evidence for the judge's tests, made without compiling or running anything. */
#ifndef TESTS_UNIT_MADE_UP_H
#define TESTS_UNIT_MADE_UP_H

#include "rubrics/grade.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
/* BYTES for tables, which are initialised when the program is built. */
#define B(literal) {(literal), sizeof(literal) - 1}
#define CASES(...) .cases = (const size_t[]){__VA_ARGS__}, .case_count = COUNT(((const size_t[]){__VA_ARGS__}))
#define TEXT(literal) {.data = B(literal), .bytes = sizeof(literal) - 1}

static inline struct bytes bytes_of(const char *text)
{
    return (struct bytes){text, strlen(text)};
}

/* A process that went home by itself, one that crashed, one that the grader killed. */
#define WELL(called, of) {.name = (called), .parent = (of), .exit_code = 0, .threads = 1, .program = ""}
#define CRASHED(called, of, with) CRASHED_AS(called, of, with, (of) < 0 ? "main" : "")
#define CRASHED_AS(called, of, with, what)                                                                        \
    {.name = (called), .parent = (of), .exit_code = -1, .signal = (with), .ended_by = ENDED_BY_SIGNAL,            \
     .threads = 1, .program = (what)}
#define KILLED(called, of)                                                                                        \
    {.name = (called), .parent = (of), .exit_code = -1, .signal = 9, .ended_by = ENDED_BY_GRADER, .threads = 1,   \
     .program = ""}
#define PROCESSES(...)                                                                                                 \
    .processes = (struct report_process[]){__VA_ARGS__},                                                               \
    .process_count = COUNT(((struct report_process[]){__VA_ARGS__}))

#define LIMITS                                                                                                         \
    .limits = {.cpu_ms = 5000, .wall_ms = 10000, .memory_kib = 262144, .processes = 64, .output_kib = 1024,            \
               .file_kib = 16384}

/* A run that ended with status 0 after printing text. */
#define EXITED(text)                                                                                                   \
    {.outcome = OUTCOME_EXITED, .out = TEXT(text), LIMITS, .wall_ns = 12400000, .cpu_ns = 1900000,                     \
     PROCESSES(WELL("parent", -1))}
#define STOPPED(how, text, ...)                                                                                        \
    {.outcome = (how), .exit_code = -1, .signal = 9, .out = TEXT(text), LIMITS, .wall_ns = 10000000000,                \
     PROCESSES(__VA_ARGS__)}
#define DIED(with, text)                                                                                               \
    {.outcome = OUTCOME_SIGNALED, .exit_code = -1, .signal = (with), .out = TEXT(text), LIMITS,                        \
     PROCESSES(CRASHED("parent", -1, with))}

#define EXPECT_STDOUT(literal)                                                                                         \
    .has_stdout = true, .stdout_wanted = {.match = MATCH_EXACT, .text = B(literal), .ignore_trailing_space = true}
#define COMPILED .build = {.compiled = true, .symbols_known = true}
#define RUNS(...)                                                                                                      \
    .runs = (struct run_evidence[]){__VA_ARGS__}, .run_count = COUNT(((struct run_evidence[]){__VA_ARGS__}))

#endif
