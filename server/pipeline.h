/* pipeline.h -- one submission: build, run, observe, judge, grade. */
#ifndef SERVER_PIPELINE_H
#define SERVER_PIPELINE_H

#include "rubrics/grade.h"
#include "sandbox/base/arena.h"
#include "sandbox/base/err.h"
#include "server/box.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pipeline_job {
    const struct rubric *rubric;
    uint32_t rubric_version;
    const char *submission_id; /* "" on the command line */
    const struct source *files;
    size_t file_count;
    bool is_archive; /* files[0] is a .zip or .tar.gz */
    uint64_t seed;
    uint64_t replay; /* of all schedules just the one of this seed, told step by step; 0: as the rubric wants */
    /* What goes through the box is recorded here, or answered from here (tape.h); NULL: neither. With TAPE_REPLAY a
     * case that is not on the tape is missing in the evidence. */
    struct tape *tape;
    enum tape_mode tape_mode;
    /* Told what is being done ("compiling", "running 2/5"), and with NULL at least once a second. May be NULL.
     * False ends the work: pipeline_grade fails with ERR_ABSENT. */
    bool (*progress)(void *context, const char *what);
    void *context;
};

/* Grades; everything lives in the arena. A submission that is itself at fault (an archive that is none, no .c file in
 * it) is a grade with status compile_error, not a failure. False: ERR_SYSTEM is our fault; ERR_ABSENT: progress said
 * stop, or the tape is to be replayed and does not say how it builds. */
bool pipeline_grade(struct box *box, const struct pipeline_job *job, struct arena *arena, struct grade *out,
                    struct err *e);

#endif
