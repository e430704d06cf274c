/* fuzz_events.c -- a sandbox that says anything: the fold and its documents stand it. */
#include "rubrics/grade.h"
#include "sandbox/report.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* An event is made of few bytes, each near the values that mean something, so that runs get far before they break. */
enum { BYTES_AN_EVENT = 8 };

static struct event event_of(const uint8_t *p, uint32_t number)
{
    struct event ev = {.number = number, .kind = p[0] % (EV_COUNT + 1), .task = p[1], .process = p[2]};
    bool about_task = ev.kind == EV_TASK || ev.kind == EV_EXEC || ev.kind == EV_SIGNAL || ev.kind == EV_EXIT ||
                      ev.kind == EV_FORBIDDEN;
    if (!about_task)
        ev.task = ev.process = 0;
    ev.arg[0] = (int8_t)p[3];
    ev.arg[1] = p[4] & 0x80 ? 0 : p[4];
    ev.arg[2] = ev.kind == EV_TASK || p[5] & 0x80 ? p[5] : 0;
    if (p[7] & 1 && (ev.kind == EV_EXEC || ev.kind == EV_FORBIDDEN || ev.kind == EV_BROKEN))
        memset(ev.text, p[6], p[7] % (EVENT_TEXT + 1)); /* also without the final 0 */
    return ev;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct spec *spec = arena_alloc(arena, 1, sizeof *spec);
    struct err e = {0};
    struct report report;
    spec_begin(spec, POLICY_STUDENT);
    CHECK(spec_arg(spec, "/box/main", &e) && spec_file(spec, PLACE_OUT, "out.txt", 0, 100, &e));
    struct report_fold *fold = report_begin(arena, spec);
    uint32_t number = 0;
    for (; size >= BYTES_AN_EVENT; data += BYTES_AN_EVENT, size -= BYTES_AN_EVENT) {
        struct event ev = event_of(data, number++);
        report_see(fold, &ev);
    }
    if (!report_end(fold, &report, &e)) {
        CHECK(e.code == ERR_SYSTEM && e.text[0]);
        return 0;
    }
    CHECK((unsigned)report.outcome < OUTCOME_COUNT && report.process_count >= 1);
    CHECK((report.outcome == OUTCOME_EXITED) <= (report.exit_code >= 0));
    CHECK((report.outcome == OUTCOME_SIGNALED) <= (report.signal > 0));
    for (size_t i = 0; i < report.process_count; i++)
        CHECK(report.processes[i].name && report.processes[i].parent < (int)i);
    struct bytes document = run_json(&report, NULL, false, arena);
    CHECK(run_text(document, true, arena, &e).size > 0);
    return 0;
}
