/* fuzz_race_result.c -- what a program under test can make us believe of its race run. */
#include "sandbox/guest/result.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct race_result result;
    struct race_request request;
    struct err e = {0};
    const struct bytes in = {(const char *)data, size};
    if (race_result_parse(in, arena, &result, &e)) { /* then it is written in no more bytes, and read again */
        struct race_sink sink = {.data = arena_alloc(arena, size + 1, 1), .room = size};
        race_result_write(&result, &sink);
        CHECK(!sink.full && race_result_parse((struct bytes){sink.data, sink.size}, arena, &result, &e));
    }
    e = (struct err){0};
    if (race_request_parse(in, arena, &request, &e))
        CHECK(request.line.schedules > 0 && request.watched_count <= RACE_WATCHED_MAX);
    return 0;
}
