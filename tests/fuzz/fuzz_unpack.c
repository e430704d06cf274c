/* fuzz_unpack.c -- any archive ends in files that may be submitted, or in a sentence. Needs libarchive. */
int unpack_main(int argc, char **argv);
#define main unpack_main
#include "sandbox/inspect/unpack.c"
#undef main

#include "server/build.h"
#include "tests/fuzz/fuzz.h"

#include <fcntl.h>
#include <sys/mman.h>

/* The program as it is, its output caught in a memory file and read as its parent would. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct err e = {0};
    struct bytes said;
    struct source *files;
    size_t count;
    AUTO_CLOSE int archive = -1, out = -1, saved = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 10);
    CHECK(fd_sealed("archive", (struct bytes){(const char *)data, size}, &archive, &e) && fd_memory("out", &out, &e));
    CHECK(dup2(out, STDOUT_FILENO) >= 0);
    char name[] = "unpack", path[64];
    CHECK(snprintf(path, sizeof path, "/proc/self/fd/%d", archive) < (int)sizeof path);
    char *argv[] = {name, path, NULL};
    int status = unpack_main(2, argv);
    CHECK(dup2(saved, STDOUT_FILENO) >= 0);
    CHECK(lseek(out, 0, SEEK_SET) == 0 && fd_read_all(out, "out", 8 << 20, arena, &said, &e));
    if (status != 0)
        return 0;
    if (!build_unpack_read(said, arena, &files, &count, &e))
        CHECK(e.code == ERR_INPUT || e.code == ERR_LIMIT);
    return 0;
}
