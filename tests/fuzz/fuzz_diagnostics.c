/* fuzz_diagnostics.c -- whatever gcc is made to say, findings are few, harmless and ours. */
#include "server/diagnostics.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct source files[] = {{.name = "main.c"}, {.name = "src/a.c"}, {.name = "a.h"}};
    static const struct limits limits = {.cpu_ms = 1000, .wall_ms = 1000, .memory_kib = 1024, .file_kib = 1024};
    AUTO_ARENA struct arena *arena = arena_make();
    struct findings found = {0};
    size_t counts[2] = {0};
    (void)diagnostics_read((struct bytes){(const char *)data, size}, files, 3, &limits, arena, &found); /* any answer */
    for (size_t i = 0; i < found.count; i++) {
        const struct finding *f = &found.items[i];
        CHECK(f->code == FINDING_COMPILE_ERROR || f->code == FINDING_COMPILE_WARNING);
        counts[f->severity == SEVERITY_WARNING]++;
        CHECK(strlen(f->message) < 4096 && f->hint);
        for (const char *p = f->message; *p; p++)
            CHECK((unsigned char)*p >= 0x20 && *p != 0x7f);
        for (size_t k = 0; k < f->where_count; k++)
            CHECK(f->where[k].line > 0 && f->where[k].file);
    }
    CHECK(counts[0] <= DIAGNOSTICS_ERRORS_MAX && counts[1] <= DIAGNOSTICS_WARNINGS_MAX);
    return 0;
}
