/* race_parts.h -- the parts race_run is made of. */
#ifndef SERVER_RACE_PARTS_H
#define SERVER_RACE_PARTS_H

#include "sandbox/guest/result.h"
#include "server/race.h"

/* What an object is called in the program, and how its bytes are to be read. */
struct race_name {
    const char *text; /* "shared->count" */
    uint32_t size;    /* of the number; 0: not known */
    char encoding;    /* s, u, f; p: an address, b: bit-fields of one byte; ? when it is not known */
    bool is_mp;       /* a number of an mp.h Value or Array */
    bool is_inner;    /* mp.h's or libc's own business, no value of the program's */
};

/* Where each stack of a result is in the submission, and what its objects are called. */
struct race_names {
    const struct place *stacks; /* innermost frame that lies in the submission; file NULL: none does */
    size_t stack_count;
    const struct race_name *objects;
};

/* Asks bothends-lines, inside the walls. False: our fault. */
bool race_names_find(struct box *box, const struct race_job *job, const struct race_result *result, struct arena *arena,
                     struct race_names *out, struct err *e);

/* A place of a stack index; file NULL: not known. */
struct place race_place(const struct race_names *names, uint32_t stack);
/* The name of an object index; "memory" when it has none. */
const struct race_name *race_object_name(const struct race_names *names, uint32_t object);

/* The text of a line of the submission, without its end; empty: there is none. */
struct bytes race_source_line(const struct race_job *job, const struct place *place);

/* Where the next of these words (NULL at the end) begins, from a place on that is outside comments and texts;
 * text.size: nowhere. *which is its index among them. */
size_t race_next_word(struct bytes text, size_t from, const char *const *words, size_t *which);

/* The linker's options without those that would take calls of the submission's own functions for libc's; and a source
 * of C by which the runtime finds libc's functions of these names, empty where there are none. */
struct race_own {
    struct bytes wraps, source;
};
struct race_own race_own(struct bytes wraps, const struct source *files, size_t count, struct arena *arena);

/* The call in which somebody waits, and for what: by what the runtime says ("signal") and what stands in the line.
 * name is "" when neither tells which of several calls it is. */
struct race_call {
    const char *name;
    enum race_awaits awaits;
};
struct race_call race_call_at(const struct race_job *job, const char *said, const struct place *place);

/* What a step does to a thing of the kernel's that has no name, as a signal: "waits for a signal"; NULL: not known. */
const char *race_nameless_at(const struct race_job *job, uint32_t does, const struct place *place);

/* At most max bytes of a text of the guest's, as any terminal may be shown it. */
const char *race_clean(struct bytes text, size_t max, struct arena *arena);

/* "parent", "child 2.1": what every process of every document is called; of anything else, "a process". */
const char *race_process_name(struct bytes text, struct arena *arena);

/* What an object holds, as a number of its kind; and whether that says anything to anybody. */
const char *race_number_text(const struct race_name *name, uint64_t value, uint32_t size, struct arena *arena);
bool race_is_number(const struct race_name *name);

/* The text of bytes that a watched variable ended with. */
const char *race_value_text(uint64_t value, uint32_t size, char encoding, struct arena *arena);

/* After all other misuse: waits that returned early, and what came of it. (race_early.c) */
void race_early(const struct race_job *job, const struct race_result *result, const struct race_names *names,
                struct arena *arena, struct race_evidence *out);

/* After what could not be looked at: why else the schedules are not all there are; none: they are. (race_why.c) */
void race_why(const struct race_result *result, const struct race_names *names, struct arena *arena,
              struct race_evidence *out);

/* The result in words (race_read.c). */
void race_read(const struct race_job *job, const struct race_result *result, const struct race_names *names,
               struct arena *arena, struct race_evidence *out);

#endif
