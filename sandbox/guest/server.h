/* server.h -- the fork server: one schedule after another, and what each of them showed. */
#ifndef SANDBOX_GUEST_SERVER_H
#define SANDBOX_GUEST_SERVER_H

#include "sandbox/guest/region.h"
#include "sandbox/guest/result.h"

/* How the next schedule is to be chosen; switches and prefix lie in the region. */
struct plan {
    uint32_t mode, one_in, depth, trace_max; /* trace_max: 0 is TRACE_MAX */
    bool record;
    bool extra; /* it comes after all others: no time that it takes is told of */
    uint64_t seed;
};

/* A file that the request asks for, as a schedule left it. */
struct file_shown {
    bool is_there;
    uint32_t size;
    char data[RACE_FILE_BYTES_MAX];
};

/* What a schedule showed. */
struct shown {
    uint32_t end; /* enum race_end */
    int exit_code;
    uint32_t signal, output_kept;
    bool redundant;
    uint64_t steps, output_size, output_digest; /* steps: made, or what it printed is worth */
    const char *output;
    const struct file_shown *files; /* as many as the request has */
    uint32_t file_count;
};

struct server {
    struct race_request request;
    uint64_t expected_steps, longest, trace;
    uint32_t watch_count;
    struct watch watch[WATCHES_MAX];
    char output[RACE_OUTPUT_MAX];
    int out_fd, err_fd, in_fd;
    struct file_shown files[RACE_FILES_MAX];
    uint32_t cut_count; /* schedules that had to be cut: they computed, or nobody moved, for too long */
    uint32_t taken; /* turns that were taken from who slept in a call that nobody models: half a second each */
    bool stop; /* no time left */
};

/* --- server.c: one schedule */
void server_run(struct server *s, const struct plan *plan, struct shown *shown);
uint64_t server_frame(void); /* where main's frame ends */

/* --- inputs.c: the files that are there before main */
void inputs_keep(void);
bool inputs_restore(void); /* false: not all could be made as they were */

/* --- collect.c: what all schedules showed together */
void collect_begin(struct server *s);
/* Adds the schedule that just ended; the index of its outcome. */
uint32_t collect_schedule(struct server *s, const struct shown *shown, uint64_t seed);
void collect_limit(uint32_t limit, const char *detail, uint32_t times);
void collect_limits(void); /* of the schedule at hand, also of one that does not count: what it left is there */
void collect_cuts(uint32_t cuts); /* bits: enum race_cut_kind */
struct race_result *collect_result(void);
uint32_t collect_object(struct key key, uint64_t address);
uint32_t collect_stack(uint32_t stack);
uint32_t collect_frames(const uint64_t *pc, uint32_t count); /* a new stack of the result; RACE_NONE: no room */
void collect_person(uint32_t person, struct bytes *process, uint32_t *thread);
uint32_t collect_outcome(const struct shown *shown); /* which it is; RACE_NONE: new */
bool collect_saw_race(uint32_t race);                /* in the schedule that was added last */
bool collect_shows_race(uint32_t race);              /* in the schedule that just ran, added or not */
void collect_lost(const struct step *read, const struct step *between, const struct step *write, uint64_t seed);
void collect_note(const struct race_misuse *note);
void collect_early(const struct race_early *early, const struct shown *shown);
void notes_schedule(uint64_t seed); /* what the schedule at hand says for and against each note */
void notes_tell(void);              /* after all of them */
uint32_t collect_step_room(void);
uint32_t collect_witness_room(void);

/* --- witness.c: the shortest way to show something */
enum { WITNESS_SWITCHES_MAX = 2048 };
void witness_consider(const struct server *s, uint32_t outcome); /* after each schedule that was added */
void witness_make_all(struct server *s);

/* --- early.c: waits for conditions that end though nobody signalled */
void early_consider(const struct shown *shown); /* after each schedule that counts, or would without `only` */
/* Schedules with such a wait, after all others, of which `whole` says that they are all there are. Of a replay just the
 * one, as the schedule that counts. */
void early_run(struct server *s, bool whole);

/* --- strategy.c: which schedules */
void strategy_run(struct server *s);

#endif
