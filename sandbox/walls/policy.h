/* policy.h -- which system calls the program may make: seccomp filters, compiled when Bothends was built. */
#ifndef SANDBOX_WALLS_POLICY_H
#define SANDBOX_WALLS_POLICY_H

#include "sandbox/base/err.h"
#include "sandbox/policy/stops.h"
#include "sandbox/spec.h"

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The filter of a policy with or without a tracer, or a part of it; the rules are in sandbox/policy/compile.c. */
const struct sock_fprog *policy_filter(enum spec_policy policy, bool is_traced, enum policy_part part);

/* Another filter, to be entered before the whole or the rest when TRACE_WAITS is asked for: some calls stop at the
 * tracer, none is forbidden. The kernel obeys the stricter of two filters, and a stop is stricter than permission. */
const struct sock_fprog *policy_watch(void);

/* Puts the calling process, which has no_new_privs, under the filter for ever. */
bool policy_enter(const struct sock_fprog *filter, struct err *e);

/* The name of a system call of an architecture (AUDIT_ARCH_*), "?" when it has none. */
void policy_call_name(uint32_t arch, int64_t number, char *out, size_t size);

#endif
