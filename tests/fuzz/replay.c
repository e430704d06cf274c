/* replay.c -- gives a fuzz target its corpus, and cut pieces of it, without libFuzzer. */
#include "sandbox/base/arena.h"
#include "sandbox/base/err.h"
#include "sandbox/base/fd.h"
#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INPUT_BYTES_MAX = 16 * 1024 * 1024, CUTS = 16 };

/* In memory of exactly its size, so that a sanitizer sees one byte too far. */
static void give(const char *data, size_t size)
{
    uint8_t *copy = malloc(size > 0 ? size : 1);
    CHECK(copy);
    memcpy(copy, data, size);
    CHECK(LLVMFuzzerTestOneInput(copy, size) == 0);
    free(copy);
}

int main(int argc, char **argv)
{
    size_t files = 0;
    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);
        if (!folder) {
            (void)fprintf(stderr, "replay: no folder '%s'\n", argv[i]); /* last words */
            return 2;
        }
        for (struct dirent *entry; (entry = readdir(folder));) {
            AUTO_ARENA struct arena *arena = arena_make();
            struct bytes data;
            struct err e = {0};
            if (entry->d_name[0] == '.')
                continue;
            if (!fd_read_file(arena_printf(arena, "%s/%s", argv[i], entry->d_name), INPUT_BYTES_MAX, arena, &data,
                              &e)) {
                (void)fprintf(stderr, "replay: %s\n", e.text); /* last words */
                return 2;
            }
            for (size_t cut = 0; cut <= CUTS; cut++)
                give(data.data, data.size * cut / CUTS);
            files++;
        }
        (void)closedir(folder); /* only read */
    }
    (void)printf("%zu inputs\n", files); /* the exit status says what matters */
    return files > 0 ? 0 : 2;
}
