/* submission.c -- a submission and its table of legal moves. */
#include "server/submission.h"

#include "rubrics/digest.h"
#include "sandbox/base/clock.h"

#include <stddef.h>
#include <string.h>

static const char *const names[] = {
#define SUBMISSION_STATE(name, text) text,
    SUBMISSION_STATES(SUBMISSION_STATE)
#undef SUBMISSION_STATE
};

#define BIT(state) (1u << SUBMISSION_##state)

static const unsigned moves[] = {
    [SUBMISSION_QUEUED] = BIT(RUNNING),
    [SUBMISSION_RUNNING] = BIT(QUEUED) | BIT(GRADED) | BIT(COMPILE_ERROR) | BIT(GRADER_ERROR),
    [SUBMISSION_GRADED] = BIT(QUEUED),
    [SUBMISSION_COMPILE_ERROR] = BIT(QUEUED),
    [SUBMISSION_GRADER_ERROR] = BIT(QUEUED),
};

const char *submission_state_name(enum submission_state state)
{
    return (size_t)state < SUBMISSION_STATE_COUNT ? names[state] : "?";
}

bool submission_state_parse(const char *text, enum submission_state *out)
{
    for (size_t i = 0; i < SUBMISSION_STATE_COUNT; i++) {
        if (strcmp(text, names[i]) == 0) {
            *out = (enum submission_state)i;
            return true;
        }
    }
    return false;
}

bool submission_may(enum submission_state from, enum submission_state to)
{
    return (size_t)from < SUBMISSION_STATE_COUNT && (size_t)to < SUBMISSION_STATE_COUNT && (moves[from] >> to & 1) != 0;
}

bool submission_done(enum submission_state state)
{
    return state == SUBMISSION_GRADED || state == SUBMISSION_COMPILE_ERROR || state == SUBMISSION_GRADER_ERROR;
}

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; /* Crockford: no I, L, O, U */
static const char submission_prefix[] = "sub_", task_prefix[] = "tsk_";
enum { PREFIX = 4, DIGITS = 26 };

static bool id_ok(const char *prefix, const char *id)
{
    if (strncmp(id, prefix, PREFIX) != 0 || strlen(id) != PREFIX + DIGITS)
        return false;
    if (id[PREFIX] > '7') /* 26 digits hold 130 bits, an id has 128 */
        return false;
    return strspn(id + PREFIX, alphabet) == DIGITS;
}

static void id_make(const char *prefix, char out[static ID_MAX])
{
    unsigned char bits[16];
    digest_random(bits, sizeof bits);
    uint64_t now = (uint64_t)clock_unix_ms();
    for (int i = 0; i < 6; i++)
        bits[i] = (unsigned char)(now >> (40 - 8 * i));

    memcpy(out, prefix, PREFIX);
    for (int digit = 0; digit < DIGITS; digit++) {
        unsigned value = 0;
        for (int k = 0; k < 5; k++) {
            int at = digit * 5 + k - 2; /* two zero bits in front */
            value = value << 1 | (at < 0 ? 0u : bits[at / 8] >> (7 - at % 8) & 1u);
        }
        out[PREFIX + digit] = alphabet[value];
    }
    out[PREFIX + DIGITS] = '\0';
}

bool submission_id_ok(const char *id)
{
    return id_ok(submission_prefix, id);
}

void submission_id_make(char out[static ID_MAX])
{
    id_make(submission_prefix, out);
}

bool task_id_ok(const char *id)
{
    return id_ok(task_prefix, id);
}

void task_id_make(char out[static ID_MAX])
{
    id_make(task_prefix, out);
}
