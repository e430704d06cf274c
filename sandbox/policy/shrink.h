/* shrink.h -- makes a seccomp filter smaller that libseccomp compiled: it is loaded, and translated, in every run. */
#ifndef SANDBOX_POLICY_SHRINK_H
#define SANDBOX_POLICY_SHRINK_H

#include "sandbox/base/err.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Writes to out (BPF_MAXINSNS long) a program that answers every call of the native architecture as the given one does,
 * and those of all others too. ERR_LIMIT: it is not of the form that libseccomp makes. */
bool shrink(const struct sock_filter *program, size_t size, uint32_t arch, struct sock_filter *out, size_t *out_size,
            struct err *e);

/* What such a program says to a call: SECCOMP_RET_*. */
uint32_t shrink_answer(const struct sock_filter *program, size_t size, const struct seccomp_data *data);

#endif
