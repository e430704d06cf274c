/* inspect.c -- runs our own readers of hostile files behind the walls, and says how they ended. */
#include "server/inspect.h"

#include "sandbox/base/fd.h"
#include "server/paths.h"

#include <signal.h>
#include <string.h>

enum { READER_BYTES_MAX = 16 * 1024 * 1024 };

/* Our own readers are built with a sanitizer whenever we are, and its runtime needs more than they do. */
#if defined __has_feature
#define BUILT_WITH(sanitizer) __has_feature(sanitizer)
#else
#define BUILT_WITH(sanitizer) 0
#endif
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__ || BUILT_WITH(address_sanitizer)
static const enum spec_policy policy = POLICY_SANITIZE;
#else
static const enum spec_policy policy = POLICY_INSPECT;
#endif

bool inspect_run(struct box *box, const struct inspection *job, struct arena *arena, struct report *out, struct err *e)
{
    const char *path;
    struct box_file files[1 + INSPECT_FILES_MAX] = {{.place = PLACE_BOX, .name = "reader", .mode = 0555}};
    if (!paths_program(arena_printf(arena, "bothends-%s", job->reader), arena, &path, e))
        return false;
    if (!fd_read_file(path, READER_BYTES_MAX, arena, &files[0].data, e)) {
        e->code = ERR_SYSTEM;
        return false;
    }
    CHECK(job->file_count <= INSPECT_FILES_MAX);
    memcpy(files + 1, job->files, job->file_count * sizeof *files);
    const struct box_job run = {
        .policy = policy, .limits = job->limits, .args = job->args, .files = files, .file_count = 1 + job->file_count};
    return box_run(box, &run, arena, out, e);
}

bool inspect_was_killed(const struct report *said)
{
    static const char words[] = "Killed signal terminated program";
    return (said->outcome == OUTCOME_SIGNALED && said->signal == SIGKILL) ||
           (said->outcome == OUTCOME_EXITED && said->exit_code != 0 &&
            memmem(said->err.data.data, said->err.data.size, words, strlen(words)) != NULL);
}

bool inspect_told(const struct report *said, const char *what, bool *told, struct err *e)
{
    static const unsigned by_program =
        1U << OUTCOME_SIGNALED | 1U << OUTCOME_CPU_LIMIT | 1U << OUTCOME_MEMORY_LIMIT | 1U << OUTCOME_OUTPUT_LIMIT;
    *told = said->outcome == OUTCOME_EXITED && said->exit_code == 0;
    if (*told || ((by_program >> said->outcome & 1) && !inspect_was_killed(said)))
        return true;
    return err_set(e, ERR_SYSTEM, "%s ended early: %s, exit status %d, signal %d", what, outcome_name(said->outcome),
                   said->exit_code, said->signal);
}
