/* store_schema.c -- the tables of the store, version by version. */
#include "server/store_parts.h"

/* Times are unix milliseconds, 0 for never; points are hundredths, -1 for none yet; names of states are contract.md's.
 */
static const char version_1[] =
    "CREATE TABLE token(id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL,"
    "  created_ms BIGINT NOT NULL, revoked_ms BIGINT NOT NULL);"

    "CREATE TABLE rubric(id TEXT NOT NULL, version BIGINT NOT NULL, title TEXT NOT NULL, sha256 TEXT NOT NULL,"
    "  json BLOB NOT NULL, author TEXT NOT NULL, created_ms BIGINT NOT NULL, deleted BIGINT NOT NULL,"
    "  PRIMARY KEY(id, version));"

    "CREATE TABLE submission(id TEXT PRIMARY KEY, rubric_id TEXT NOT NULL, rubric_version BIGINT NOT NULL,"
    "  student TEXT NOT NULL, owner TEXT NOT NULL, state TEXT NOT NULL, is_archive BIGINT NOT NULL,"
    "  created_ms BIGINT NOT NULL, finished_ms BIGINT NOT NULL, attempts BIGINT NOT NULL, last_error TEXT NOT NULL,"
    "  points BIGINT NOT NULL, max_points BIGINT NOT NULL,"
    "  FOREIGN KEY(rubric_id, rubric_version) REFERENCES rubric(id, version));"
    "CREATE INDEX submission_student ON submission(student, id);"
    "CREATE INDEX submission_rubric ON submission(rubric_id, id);"
    "CREATE INDEX submission_owner ON submission(owner, id);"
    "CREATE INDEX submission_state ON submission(state, id);"

    "CREATE TABLE file(submission TEXT NOT NULL REFERENCES submission(id), position BIGINT NOT NULL,"
    "  name TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY(submission, position));"

    "CREATE TABLE grade(submission TEXT NOT NULL REFERENCES submission(id), number BIGINT NOT NULL,"
    "  rubric_version BIGINT NOT NULL, state TEXT NOT NULL, points BIGINT NOT NULL, max_points BIGINT NOT NULL,"
    "  json BLOB NOT NULL, created_ms BIGINT NOT NULL, PRIMARY KEY(submission, number));"

    /* A row while a submission is queued or running. */
    "CREATE TABLE job(submission TEXT PRIMARY KEY REFERENCES submission(id), fair TEXT NOT NULL, turn BIGINT NOT NULL,"
    "  queued_ms BIGINT NOT NULL, run_after_ms BIGINT NOT NULL, running BIGINT NOT NULL, deaths BIGINT NOT NULL,"
    "  worker TEXT NOT NULL, token TEXT NOT NULL, until_ms BIGINT NOT NULL, progress TEXT NOT NULL);"
    "CREATE INDEX job_waiting ON job(turn, queued_ms, submission) WHERE running = 0;"
    "CREATE INDEX job_leased ON job(until_ms) WHERE running = 1;"
    "CREATE INDEX job_fair ON job(fair, turn);"
    "CREATE TABLE queue_clock(turn BIGINT NOT NULL);"
    "INSERT INTO queue_clock(turn) VALUES(0);"

    "CREATE TABLE idempotency(owner TEXT NOT NULL, name TEXT NOT NULL, fingerprint TEXT NOT NULL,"
    "  submission TEXT NOT NULL REFERENCES submission(id), created_ms BIGINT NOT NULL, PRIMARY KEY(owner, name));"
    "CREATE INDEX idempotency_age ON idempotency(created_ms);"
    "CREATE TABLE hook_message(source TEXT NOT NULL, id TEXT NOT NULL,"
    "  submission TEXT NOT NULL REFERENCES submission(id), created_ms BIGINT NOT NULL, PRIMARY KEY(source, id));"

    "CREATE TABLE endpoint(name TEXT PRIMARY KEY, url TEXT NOT NULL);"
    "CREATE TABLE delivery(id INTEGER PRIMARY KEY AUTOINCREMENT, message_id TEXT NOT NULL, endpoint TEXT NOT NULL,"
    "  ordering TEXT NOT NULL, body BLOB NOT NULL, state TEXT NOT NULL, attempts BIGINT NOT NULL,"
    "  created_ms BIGINT NOT NULL, next_try_ms BIGINT NOT NULL, lease_until_ms BIGINT NOT NULL,"
    "  last_status BIGINT NOT NULL, last_error TEXT NOT NULL);"
    "CREATE INDEX delivery_order ON delivery(endpoint, ordering, id) WHERE state = 'waiting';"
    "CREATE INDEX delivery_due ON delivery(next_try_ms, id) WHERE state = 'waiting';";

/* Evidence of grades, why a grade was given again, and tasks. */
static const char version_2[] =
    "CREATE TABLE evidence(submission TEXT NOT NULL, number BIGINT NOT NULL, data BLOB NOT NULL,"
    "  PRIMARY KEY(submission, number), FOREIGN KEY(submission, number) REFERENCES grade(submission, number));"
    "ALTER TABLE grade ADD COLUMN reason TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE job ADD COLUMN reason TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE job ADD COLUMN reuse BIGINT NOT NULL DEFAULT 0;"
    "CREATE TABLE task(id TEXT PRIMARY KEY, kind TEXT NOT NULL, owner TEXT NOT NULL, request BLOB NOT NULL,"
    "  state TEXT NOT NULL, attempts BIGINT NOT NULL, worker TEXT NOT NULL, token TEXT NOT NULL,"
    "  until_ms BIGINT NOT NULL, progress TEXT NOT NULL, error TEXT NOT NULL, result BLOB NOT NULL,"
    "  created_ms BIGINT NOT NULL, finished_ms BIGINT NOT NULL);"
    "CREATE INDEX task_state ON task(state, id);";

/* Signed-in browsers: the hash of what their cookie holds. */
static const char version_3[] = "CREATE TABLE session(hash TEXT PRIMARY KEY, token TEXT NOT NULL REFERENCES token(id),"
                                "  expires_ms BIGINT NOT NULL);"
                                "CREATE INDEX session_age ON session(expires_ms);";

/* What the last mutation self-test of a rubric's text said; killed -1: there was none. */
static const char version_4[] = "ALTER TABLE rubric ADD COLUMN killed BIGINT NOT NULL DEFAULT -1;"
                                "ALTER TABLE rubric ADD COLUMN survived BIGINT NOT NULL DEFAULT 0;"
                                "ALTER TABLE rubric ADD COLUMN equivalent BIGINT NOT NULL DEFAULT 0;";

/* What was in an archive, as it was compiled: for people to look at; it is unpacked anew for each grade. */
static const char version_5[] = "CREATE TABLE unpacked(submission TEXT NOT NULL REFERENCES submission(id),"
                                "  position BIGINT NOT NULL, name TEXT NOT NULL, data BLOB NOT NULL,"
                                "  PRIMARY KEY(submission, position));";

const char *const store_migrations[] = {version_1, version_2, version_3, version_4, version_5};
const size_t store_migration_count = sizeof store_migrations / sizeof *store_migrations;
