/* store.h -- what must not be lost: submissions, the queue, grades, rubrics, tokens, the outbox. */
#ifndef SERVER_STORE_H
#define SERVER_STORE_H

#include "rubrics/evidence.h"
#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"
#include "server/submission.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Speaks of leases and deliveries, never of SQL. Every call that changes something is one transaction, on disk
 * (fsync) when it returns true, but for those of a job's lease: a power cut, and nothing less, may bring back a job
 * that was leased or finished. One store value belongs to one thread; processes and threads each open their own.
 * Results live in the arena given. Times are unix milliseconds. ERR_ABSENT: no such thing; ERR_LIMIT: full;
 * ERR_SYSTEM: the database. */
struct store;

/* url: "sqlite:/path/to/file.db" or "postgresql://host/name" (sql.h). Makes the tables that are not there and migrates
 * an older schema; a newer one is ERR_INPUT. */
bool store_open(struct store **out, const char *url, struct err *e);
void store_close(struct store *store);

/* --- tokens: only the SHA-256 of a token is ever stored ---------------------------------------------------- */
enum role { ROLE_STUDENT, ROLE_INSTRUCTOR, ROLE_ADMIN, ROLE_COUNT }; /* each may do what those before it may */
const char *role_name(enum role role);
bool role_parse(const char *text, enum role *out);

struct store_token {
    const char *id;   /* "tok_..." for lists and revoking; not secret */
    const char *name; /* a student's token: the student */
    enum role role;
    int64_t created_ms, revoked_ms; /* revoked 0: valid */
};
bool store_token_add(struct store *store, const struct store_token *token, const char hash[static 65], struct err *e);
bool store_token_find(struct store *store, const char hash[static 65], struct arena *arena, struct store_token *out,
                      struct err *e); /* ERR_ABSENT also when revoked */
bool store_token_list(struct store *store, struct arena *arena, struct store_token **out, size_t *count, struct err *e);
bool store_token_revoke(struct store *store, const char *id, struct err *e);

/* --- sessions: a browser that signed in with a token; only the SHA-256 of its cookie is stored ------------- */
bool store_session_add(struct store *store, const char hash[static 65], const char *token_id, int64_t expires_ms,
                       struct err *e); /* forgets those that are over */
/* The token it was begun with. ERR_ABSENT also when it is over, and when the token was revoked. */
bool store_session_find(struct store *store, const char hash[static 65], struct arena *arena, struct store_token *out,
                        int64_t *expires_ms, struct err *e);
bool store_session_end(struct store *store, const char hash[static 65], struct err *e);

/* --- rubrics: every version is kept -------------------------------------------------------------------------- */
struct store_rubric {
    const char *id;
    uint32_t version; /* from 1 */
    struct bytes json; /* empty in lists */
    const char *title;
    char sha256[65];
    const char *author; /* token name, "catalog" for what came with the program */
    int64_t created_ms;
    bool deleted;
    int64_t killed, survived, equivalent; /* of its mutants (mutate.h), as last looked at; killed -1: never was */
};
enum { RUBRIC_ANY = 0, RUBRIC_MUST_BE_NEW = -1 };
/* expected: the version the writer saw (then it must be the newest: else ERR_INPUT and *current says which is), or
 * RUBRIC_MUST_BE_NEW, or RUBRIC_ANY. *version is the new one; the same bytes as the newest make no new version. */
bool store_rubric_put(struct store *store, const struct store_rubric *rubric, int64_t expected, uint32_t *version,
                      uint32_t *current, struct err *e);
bool store_rubric_get(struct store *store, const char *id, uint32_t version /* 0: newest */, struct arena *arena,
                      struct store_rubric *out, struct err *e);
bool store_rubric_list(struct store *store, struct arena *arena, struct store_rubric **out, size_t *count,
                       struct err *e);
bool store_rubric_versions(struct store *store, const char *id, struct arena *arena, struct store_rubric **out,
                           size_t *count, struct err *e);
/* Keeps what a mutation self-test of the text with this digest said; no rubric may have it, if it was a draft. */
bool store_rubric_tested(struct store *store, const char *id, const char *sha256, int64_t killed, int64_t survived,
                         int64_t equivalent, struct err *e);
bool store_rubric_delete(struct store *store, const char *id, int64_t expected, uint32_t *current, struct err *e);

/* --- submissions -------------------------------------------------------------------------------------------------- */
struct store_submission {
    char id[ID_MAX];
    const char *rubric_id;
    uint32_t rubric_version; /* that it was or will be graded by */
    const char *student;
    const char *owner;   /* id of the token that posted it; "hook:NAME" for a webhook */
    enum submission_state state;
    bool is_archive;     /* then files holds one archive, still packed */
    int64_t created_ms, finished_ms;
    const char *progress; /* "compiling", "running 2/5"; "" when not running */
    uint32_t attempts;
    const char *last_error; /* our own trouble, for instructors; "" if none */
    struct bytes grade;  /* newest grade document; empty when there is none. Not filled by lists */
    int64_t points, max_points; /* hundredths; -1: none yet */
    int64_t queue_position; /* queued: how many are before it; else 0. Not filled by lists */
};

struct store_new_submission {
    struct store_submission submission; /* id, rubric, student, owner, is_archive, created_ms are read */
    const struct source *files;
    size_t file_count;
    const char *idempotency_key;    /* NULL: none; unique within owner, kept 24 h */
    const char *fingerprint;        /* SHA-256 of what was asked, with idempotency_key */
    const char *hook_source, *hook_id; /* NULL: none; a webhook's message: never accepted twice */
};

enum store_added { ADDED, ADDED_BEFORE /* same key, same request: id is the first one's */, ADDED_CONFLICT /* same key,
                   another request */ };

/* Adds all of them and their queue rows in one transaction, or none. added[i] tells for each. queue_max bounds the
 * rows waiting: beyond it ERR_LIMIT. */
bool store_submission_add(struct store *store, struct store_new_submission *items, size_t count, size_t queue_max,
                          enum store_added *added, struct err *e);
bool store_submission_get(struct store *store, const char *id, struct arena *arena, struct store_submission *out,
                          struct err *e);
/* As handed in. ERR_ABSENT: no such submission. */
bool store_submission_files(struct store *store, const char *id, struct arena *arena, struct source **out,
                            size_t *count,
                            struct err *e);
/* What came out of its archive when it was last graded; none when it was not yet, or is no archive. */
bool store_submission_unpacked(struct store *store, const char *id, struct arena *arena, struct source **out,
                               size_t *count, struct err *e);

struct store_filter {
    const char *student, *rubric_id, *owner; /* NULL: any */
    bool by_state;
    enum submission_state state;
    const char *before_id; /* cursor: older than this; NULL: from the newest */
    size_t limit;          /* 1 to 200 */
};
bool store_submission_list(struct store *store, const struct store_filter *filter, struct arena *arena,
                           struct store_submission **out, size_t *count, struct err *e);

/* All grades a submission ever got, newest first. */
struct store_grade {
    uint32_t number; /* from 1 */
    uint32_t rubric_version;
    struct bytes json;
    int64_t created_ms;
    const char *reason; /* why it was graded again; "" for the first one */
};
bool store_grade_list(struct store *store, const char *id, struct arena *arena, struct store_grade **out, size_t *count,
                      struct err *e);

/* The evidence (tape.h) of its newest grade; ERR_ABSENT: none was kept. */
bool store_evidence_get(struct store *store, const char *id, struct arena *arena, struct bytes *out, struct err *e);

/* Puts a finished submission back into the queue, to be graded by the newest version: ERR_INPUT when it is still being
 * graded. Or those of a rubric that are finished: all, or the ones named. */
struct store_again {
    const char *reason; /* kept with the grade */
    bool reuse;         /* run only what the evidence of the last grade does not say */
    const char *const *ids; /* store_regrade_rubric: only these; NULL: all */
    size_t id_count;
};
bool store_regrade(struct store *store, const char *id, const struct store_again *again, struct err *e);
bool store_regrade_rubric(struct store *store, const char *rubric_id, const struct store_again *again, size_t *count,
                          struct err *e);

/* --- the queue ---------------------------------------------------------------------------------------------------- */
enum { STORE_ATTEMPTS_MAX = 5 };

struct store_lease {
    char id[ID_MAX];  /* submission */
    char token[33];   /* of this lease, random */
    uint32_t attempt; /* from 1 */
    int64_t queued_ms;
    int64_t until_ms;
    bool reuse; /* see struct store_again */
};
/* Takes the job that is next (fair between students) for worker until now + lease_ms. ERR_ABSENT: nothing to do. Leases
 * that ran out are given back first; a job that ran out its attempts becomes grader_error. */
bool store_lease(struct store *store, const char *worker, int64_t lease_ms, struct store_lease *out, struct err *e);
/* ERR_ABSENT: the lease is no longer ours: stop the work and drop its result. */
bool store_lease_renew(struct store *store, struct store_lease *lease, int64_t lease_ms, const char *progress,
                       struct err *e);
/* The end of a job: grade, evidence, state, outbox rows, queue row gone; all or nothing. ERR_ABSENT as above. */
struct store_finished {
    enum submission_state state;
    uint32_t rubric_version;
    struct bytes grade, evidence; /* evidence empty: none is kept */
    int64_t points, max_points;   /* hundredths */
    const struct source *unpacked; /* of an archive: kept in the place of those that the last grade kept; else NULL */
    size_t unpacked_count;
};
bool store_lease_finish(struct store *store, const struct store_lease *lease, const struct store_finished *finished,
                        struct err *e);
/* Our fault: back to the queue with a growing delay, or grader_error after STORE_ATTEMPTS_MAX. */
bool store_lease_give_back(struct store *store, const struct store_lease *lease, const char *why, struct err *e);
/* A worker that is known to be dead holds leases no more; they count no attempt, but after 20 such deaths a job is
 * grader_error. A name that ends with / means all workers whose names begin with it: a service that died, which says
 * nothing about its jobs and is not counted. */
bool store_worker_gone(struct store *store, const char *worker, size_t *count, struct err *e);

struct store_queue {
    int64_t queued, running;
    int64_t oldest_queued_ms; /* 0: none */
};
bool store_queue_look(struct store *store, struct store_queue *out, struct err *e);
/* Grows with every committed change by anyone: cheap to poll. */
bool store_change_count(struct store *store, int64_t *out, struct err *e);

/* --- tasks: work for the workers that is no submission, and whose result is kept for an hour ---------------------- */
struct store_task {
    char id[ID_MAX];     /* "tsk_..." */
    const char *kind;    /* what is to be done; the workers know (tasks.h) */
    const char *owner;   /* id of the token that asked */
    struct bytes request;
    enum submission_state state; /* queued, running, graded (done), compile_error (the request was at fault),
                                    grader_error (we were) */
    const char *progress, *error;
    struct bytes result; /* of what is done */
    int64_t created_ms;
    char token[33]; /* of the lease */
};
/* id, kind, owner and request are read. ERR_LIMIT: too many wait already. */
bool store_task_add(struct store *store, const struct store_task *task, struct err *e);
bool store_task_get(struct store *store, const char *id, struct arena *arena, struct store_task *out, struct err *e);
/* The oldest task that waits, or whose worker has not been heard of; ERR_ABSENT: there is none. */
bool store_task_lease(struct store *store, const char *worker, int64_t lease_ms, struct arena *arena,
                      struct store_task *out, struct err *e);
/* ERR_ABSENT: it is no longer ours. */
bool store_task_renew(struct store *store, const struct store_task *task, int64_t lease_ms, const char *progress,
                      struct err *e);
/* The end of a task: graded with a result, or compile_error or grader_error with an error. */
bool store_task_finish(struct store *store, const struct store_task *task, enum submission_state state,
                       struct bytes result, const char *error, struct err *e);

/* --- outbox: what other services are told ------------------------------------------------------------------------ */
struct store_endpoint { /* from the configuration, brought up to date at start */
    const char *name, *url;
};
bool store_endpoints_set(struct store *store, const struct store_endpoint *endpoints, size_t count, struct err *e);

struct store_delivery {
    int64_t id;
    char message_id[ID_MAX + 8]; /* the same for every try */
    const char *endpoint;
    const char *ordering; /* deliveries of one endpoint and ordering key go out one after another */
    struct bytes body;
    uint32_t attempts;
    int64_t created_ms, next_try_ms;
    int last_status; /* HTTP status; 0: none */
    const char *last_error, *state; /* "waiting", "delivered", "dead" */
};
/* The next delivery that is due and whose forerunners are done, leased for lease_ms. ERR_ABSENT: none. */
bool store_delivery_lease(struct store *store, int64_t lease_ms, struct arena *arena, struct store_delivery *out,
                          struct err *e);
bool store_delivery_done(struct store *store, int64_t id, int status, struct err *e);
/* next_try_ms 0: dead letter. */
bool store_delivery_failed(struct store *store, int64_t id, int status, const char *why, int64_t next_try_ms,
                           struct err *e);
bool store_delivery_list(struct store *store, const char *state /* NULL: any */, size_t limit, struct arena *arena,
                         struct store_delivery **out, size_t *count, struct err *e);
bool store_delivery_retry(struct store *store, int64_t id, struct err *e);
/* When the next delivery is due; 0: none waits. */
bool store_delivery_next_ms(struct store *store, int64_t *out, struct err *e);

#endif
