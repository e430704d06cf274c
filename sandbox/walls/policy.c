/* policy.c -- which system calls the program may make: seccomp filters, compiled when Bothends was built. */
#include "sandbox/walls/policy.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PROGRAM(array)                                                             \
    {                                                                              \
        sizeof(array) / sizeof(array)[0], (struct sock_filter *)(uintptr_t)(array) \
    }
#include "sandbox/policy/filters.inc" /* what sandbox/policy/compile.c printed */

const struct sock_fprog *policy_filter(enum spec_policy policy, bool is_traced, enum policy_part part)
{
    CHECK(policy < POLICY_COUNT && part < POLICY_PARTS);
    return &filters[policy][is_traced][part];
}

const struct sock_fprog *policy_watch(void)
{
    return &watch;
}

bool policy_enter(const struct sock_fprog *filter, struct err *e)
{
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, filter) < 0)
        return err_set(e, ERR_SYSTEM, "seccomp: %s", strerror(errno));
    return true;
}

void policy_call_name(uint32_t arch, int64_t number, char *out, size_t size)
{
    enum { X32_BIT = 0x40000000, NATIVE_COUNT = sizeof native_names / sizeof native_names[0] };
    bool is_x32 = arch == AUDIT_ARCH_X86_64 && number & X32_BIT;
    bool is_i386 = arch == AUDIT_ARCH_I386;
    bool is_native = arch == AUDIT_ARCH_X86_64 || arch == AUDIT_ARCH_AARCH64;
    int64_t at = is_x32 ? number & ~(int64_t)X32_BIT : number;
    const char *const *names = is_i386 ? i386_names : native_names;
    const char *name = (is_i386 || is_native) && at >= 0 && at < NATIVE_COUNT ? names[at] : NULL;
    const char *prefix = is_x32 ? "x32 " : is_i386 ? "i386 " : "";
    (void)snprintf(out, size, "%s%s", prefix, name ? name : "?"); /* a cut name will do */
}
