/* calls.h -- every system call of Linux: who may make it, what becomes of whom may not, and why. */
#ifndef SANDBOX_POLICY_CALLS_H
#define SANDBOX_POLICY_CALLS_H

#include "sandbox/policy/stops.h"
#include "sandbox/spec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    CALLS_MAX = 72, /* in a set */
    CALL_VALUES_MAX = 24,
    CALL_NUMBERS = 600, /* above the highest of any Linux */
};

/* Calls that are treated alike, for one reason. In allowed_calls bits of policies say who may make them; whoever may
 * not gets ENOSYS, as from a kernel that is older. */
struct call_set {
    unsigned policies; /* bit: 1 << enum spec_policy */
    const char *reason;
    const char *calls[CALLS_MAX];
};
extern const struct call_set allowed_calls[], ending_calls[], refused_calls[], absent_calls[];
extern const size_t allowed_count, ending_count, refused_count, absent_count;

/* Calls by which a zygote, its init and the program to be build walls, after they entered a policy's base. */
extern const struct call_set building_calls;
bool call_builds(const char *call);

/* Calls of which some values of one argument are allowed; any other value gives error (0: ENOSYS, as without a rule).
 */
struct call_values {
    unsigned policies;
    const char *call;
    unsigned argument;
    int error;
    uint64_t values[CALL_VALUES_MAX];
    size_t count;
    const char *reason;
};
extern const struct call_values value_calls[];
extern const size_t value_count;

/* Calls with flags of which some are not allowed: any of them gives error (0: ENOSYS). */
struct call_flags {
    unsigned policies;
    const char *call;
    unsigned argument;
    int error;
    uint64_t never, never_traced;
    const char *reason;
};
extern const struct call_flags flag_calls[];
extern const size_t flag_count;

/* Calls that the tracer wants to hear of when it is to say who waits for what. Some count only with a certain value of
 * an argument, of which the kernel takes 32 bits. */
struct call_watch {
    const char *call;
    enum policy_stop stop;
    bool has_value;
    unsigned argument;
    uint32_t value;
};
extern const struct call_watch watched_calls[];
extern const size_t watched_count;

/* Calls that are newer than the libraries that know names, by number: the same on every architecture from 403 on. */
struct call_number {
    const char *call;
    int number;
};
extern const struct call_number newer_calls[];
extern const size_t newer_count;

enum call_treatment {
    CALL_ALLOWED, /* as anywhere */
    CALL_CHECKED, /* depends on an argument */
    CALL_ENDS,    /* the run ends, and the call is named */
    CALL_REFUSED, /* EPERM */
    CALL_ABSENT,  /* ENOSYS, for a reason that was thought of */
    CALL_UNKNOWN, /* ENOSYS, because nobody has thought of it yet */
};

/* What becomes of a call under a policy, and why ("" for CALL_UNKNOWN). */
enum call_treatment call_treat(const char *call, enum spec_policy policy, const char **reason);

/* Is it in more than one place, where only the first would count? A call may be allowed to some, and have another
 * place for the rest. */
bool call_is_twice(const char *call);

const char *call_treatment_name(enum call_treatment treatment);

#endif
