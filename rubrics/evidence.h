/* evidence.h -- all that the judge may look at: how it built, what it refers to, how each run ended. */
#ifndef RUBRICS_EVIDENCE_H
#define RUBRICS_EVIDENCE_H

#include "rubrics/finding.h"
#include "sandbox/base/buf.h"
#include "sandbox/report.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a graded program is called where it runs, and so in what the sandbox tells of it. */
#define PROGRAM_NAME "main"

/* One submitted file. name passes spec_name_ok. */
struct source {
    const char *name;
    struct bytes data;
};

/* A reference to a symbol that the program does not define itself, from a line of a submitted file. The program's
 * symbol table decides that it is used; the line table says where (0: not known). */
struct symbol_use {
    const char *symbol;
    struct place where;
};

struct build_evidence {
    bool compiled;
    const struct finding *findings; /* compile-error, compile-warning */
    size_t finding_count;
    bool symbols_known;              /* false when the rubric asks for none */
    const struct symbol_use *uses;
    size_t use_count;
};

struct run_evidence {
    const char *case_id;
    uint32_t run; /* from 1 */
    struct report report;
};

/* runs: for each case of the rubric in its order, its runs 1..n in order; empty when it did not compile. */
struct evidence {
    struct build_evidence build;
    const struct run_evidence *runs;
    size_t run_count;
};

#endif
