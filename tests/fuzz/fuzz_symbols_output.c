/* fuzz_symbols_output.c -- what a symbol reader that a hostile program took over can make us believe. */
#include "server/build.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct source files[] = {{.name = "main.c"}, {.name = "src/a.c"}};
    AUTO_ARENA struct arena *arena = arena_make();
    struct build_evidence said = {0};
    struct source *sources;
    size_t count;
    struct err e = {0};
    const struct bytes in = {(const char *)data, size};
    if (build_symbols_read(in, files, 2, arena, &said, &e))
        for (size_t i = 0; i < said.use_count; i++)
            CHECK(said.uses[i].symbol && (said.uses[i].where.file || said.uses[i].where.line == 0));
    e = (struct err){0};
    if (build_unpack_read(in, arena, &sources, &count, &e))
        for (size_t i = 0; i < count; i++)
            CHECK(spec_name_ok(sources[i].name) && sources[i].data.size <= size);
    return 0;
}
