/* policy.h -- which system calls the program may make: seccomp filters, compiled once a slot. */
#ifndef SANDBOX_WALLS_POLICY_H
#define SANDBOX_WALLS_POLICY_H

#include "sandbox/base/err.h"
#include "sandbox/spec.h"

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Compiled filters, by policy and by whether a tracer is there to name a forbidden call. Start with {0}. */
struct policy_filters {
    struct sock_fprog programs[POLICY_COUNT][2];
};

/* The filter for a run; compiled at first use. It lives as long as filters. */
bool policy_filter(struct policy_filters *filters, enum spec_policy policy, bool is_traced,
                   const struct sock_fprog **out, struct err *e);

void policy_free(struct policy_filters *filters);

/* Puts the calling process, which has no_new_privs, under the filter for ever. */
bool policy_enter(const struct sock_fprog *filter, struct err *e);

/* The name of a system call of an architecture (AUDIT_ARCH_*), "?" when it has none. */
void policy_call_name(uint32_t arch, int64_t number, char *out, size_t size);

#endif
