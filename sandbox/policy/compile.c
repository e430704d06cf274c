/* compile.c -- at build time, the seccomp filters that say what calls.c says; `compile-policy --table` prints it.
 *
 * Compiling a filter costs a millisecond, which every grade would pay; so this runs once, while Bothends is built, and
 * prints the filters as arrays that sandbox/walls/policy.c includes. libseccomp is needed for nothing else. */
#include "sandbox/base/arena.h"
#include "sandbox/base/fd.h"
#include "sandbox/policy/calls.h"
#include "sandbox/policy/shrink.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The name of a call of this architecture, to be freed; NULL when nobody knows one. */
static char *name_of(int number)
{
    char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, number);
    for (size_t i = 0; !name && i < newer_count; i++)
        if (newer_calls[i].number == number)
            name = strdup(newer_calls[i].call);
    return name;
}

static bool add(scmp_filter_ctx filter, uint32_t action, int number, const struct scmp_arg_cmp *comparison,
                struct err *e)
{
    int code = seccomp_rule_add_array(filter, action, number, comparison ? 1 : 0, comparison);
    if (code < 0)
        return err_set(e, ERR_SYSTEM, "seccomp rule for call %d: %s", number, strerror(-code));
    return true;
}

/* A rule cannot compare one argument twice, so only a call with a single allowed value can have an error of its own. */
static bool add_values(scmp_filter_ctx filter, int number, const struct call_values *row, struct err *e)
{
    for (size_t k = 0; k < row->count; k++) {
        struct scmp_arg_cmp equal = SCMP_CMP(row->argument, SCMP_CMP_EQ, row->values[k], 0);
        if (!add(filter, SCMP_ACT_ALLOW, number, &equal, e))
            return false;
    }
    CHECK(row->error == 0 || row->count == 1);
    struct scmp_arg_cmp other = SCMP_CMP(row->argument, SCMP_CMP_NE, row->values[0], 0);
    return row->error == 0 || add(filter, SCMP_ACT_ERRNO((uint32_t)row->error), number, &other, e);
}

/* One rule for none of the flags, and one for each of them, as a rule cannot say "any of these". */
static bool add_flags(scmp_filter_ctx filter, int number, const struct call_flags *row, bool is_traced, struct err *e)
{
    uint64_t never = row->never | (is_traced ? row->never_traced : 0);
    struct scmp_arg_cmp none = SCMP_CMP(row->argument, SCMP_CMP_MASKED_EQ, never, 0);
    if (!add(filter, SCMP_ACT_ALLOW, number, &none, e))
        return false;
    for (unsigned bit = 0; row->error && bit < 64; bit++) {
        uint64_t flag = never & (uint64_t)1 << bit;
        struct scmp_arg_cmp set = SCMP_CMP(row->argument, SCMP_CMP_MASKED_EQ, flag, flag);
        if (flag && !add(filter, SCMP_ACT_ERRNO((uint32_t)row->error), number, &set, e))
            return false;
    }
    return true;
}

static bool add_checks(scmp_filter_ctx filter, enum spec_policy policy, bool is_traced, int number, const char *call,
                       struct err *e)
{
    size_t checks = 0;
    bool ok = true;
    for (size_t i = 0; ok && i < value_count; i++)
        if (strcmp(value_calls[i].call, call) == 0 && value_calls[i].policies & 1U << policy) {
            ok = add_values(filter, number, &value_calls[i], e);
            checks++;
        }
    for (size_t i = 0; ok && i < flag_count; i++)
        if (strcmp(flag_calls[i].call, call) == 0 && flag_calls[i].policies & 1U << policy) {
            ok = add_flags(filter, number, &flag_calls[i], is_traced, e);
            checks++;
        }
    CHECK(checks > 0);
    return ok;
}

static bool add_call(scmp_filter_ctx filter, enum spec_policy policy, bool is_traced, uint32_t never, int number,
                     const char *call, struct err *e)
{
    const char *reason;
    switch (call_treat(call, policy, &reason)) {
    case CALL_ALLOWED:
        return add(filter, SCMP_ACT_ALLOW, number, NULL, e);
    case CALL_CHECKED:
        return add_checks(filter, policy, is_traced, number, call, e);
    case CALL_ENDS:
        return add(filter, never, number, NULL, e);
    case CALL_REFUSED:
        return add(filter, SCMP_ACT_ERRNO(EPERM), number, NULL, e);
    case CALL_ABSENT:
    case CALL_UNKNOWN:
    default:
        return true; /* what has no rule gets ENOSYS */
    }
}

static bool add_calls(scmp_filter_ctx filter, enum spec_policy policy, bool is_traced, uint32_t never, struct err *e)
{
    bool ok = true;
    for (int number = 0; ok && number < CALL_NUMBERS; number++) {
        char *call = name_of(number);
        ok = !call || add_call(filter, policy, is_traced, never, number, call, e);
        free(call);
    }
    return ok;
}

/* As an array of BPF instructions. */
static bool print_program(scmp_filter_ctx filter, const char *name, struct err *e)
{
    AUTO_CLOSE int fd = -1;
    AUTO_ARENA struct arena *arena = arena_make();
    struct bytes program;
    if (!fd_memory("filter", &fd, e))
        return false;
    int code = seccomp_export_bpf(filter, fd);
    if (code < 0 || lseek(fd, 0, SEEK_SET) < 0)
        return err_set(e, ERR_SYSTEM, "seccomp export: %s", strerror(code < 0 ? -code : errno));
    if (!fd_read_all(fd, "filter", BPF_MAXINSNS * sizeof(struct sock_filter), arena, &program, e))
        return false;
    struct sock_filter lines[BPF_MAXINSNS], small[BPF_MAXINSNS];
    size_t size = program.size / sizeof *lines, small_size;
    uint32_t arch = seccomp_arch_native() == SCMP_ARCH_X86_64 ? AUDIT_ARCH_X86_64 : AUDIT_ARCH_AARCH64;
    memcpy(lines, program.data, program.size);
    if (!shrink(lines, size, arch, small, &small_size, e))
        return false;
    bool is_smaller = small_size < size;
    size = is_smaller ? small_size : size;
    (void)printf("static const struct sock_filter %s[] = {", name); /* main looks at stdout's end */
    for (size_t i = 0; i < size; i++) {
        struct sock_filter line = is_smaller ? small[i] : lines[i];
        (void)printf("%s{%u, %u, %u, %uU}", i ? ", " : "", line.code, line.jt, line.jf, line.k); /* as above */
    }
    (void)printf("};\n"); /* as above */
    return true;
}

/* Prints the filter of a policy at a level of tracing. */
static bool print_filter(enum spec_policy policy, enum spec_trace level, struct err *e)
{
    bool is_traced = level != TRACE_NONE;
    char name[32];
    CHECK(snprintf(name, sizeof name, "filter_%d_%d", policy, level) < (int)sizeof name);
    /* With a tracer a forbidden call stops there, before it is made, and can be named; it dies if the tracer does. */
    uint32_t never = is_traced ? SCMP_ACT_TRACE(POLICY_FORBIDS) : SCMP_ACT_KILL_PROCESS;
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
    if (!filter)
        return err_set(e, ERR_SYSTEM, "seccomp: no memory");
    bool ok = true;
    /* The binary tree halves the load time and is as fast to run. A wrong architecture is int 0x80 or x32. */
    if (seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2) < 0 ||
        seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, never) < 0)
        ok = err_set(e, ERR_SYSTEM, "seccomp: attributes refused");
    ok = ok && add_calls(filter, policy, is_traced, never, e) && print_program(filter, name, e);
    seccomp_release(filter);
    return ok;
}

static bool print_watch(struct err *e)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (!filter)
        return err_set(e, ERR_SYSTEM, "seccomp: no memory");
    bool ok = true;
    if (seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2) < 0 ||
        seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ALLOW) < 0) /* the first filter knows what to do */
        ok = err_set(e, ERR_SYSTEM, "seccomp: attributes refused");
    for (size_t i = 0; ok && i < watched_count; i++) {
        const struct call_watch *row = &watched_calls[i];
        int number = seccomp_syscall_resolve_name(row->call);
        struct scmp_arg_cmp equal = SCMP_CMP(row->argument, SCMP_CMP_MASKED_EQ, UINT32_MAX, row->value);
        ok = number < 0 || /* not of this architecture: alarm on arm64 */
             add(filter, SCMP_ACT_TRACE(row->stop), number, row->has_value ? &equal : NULL, e);
    }
    ok = ok && print_program(filter, "filter_watch", e);
    seccomp_release(filter);
    if (ok)
        (void)printf(
            "static const struct sock_fprog watch = PROGRAM(filter_watch);\n"); /* main looks at stdout's end */
    return ok;
}

/* Names of an architecture's calls by number, holes as NULL. */
static void print_names(const char *array, uint32_t arch)
{
    (void)printf("static const char *const %s[] = {", array); /* main looks at stdout's end */
    for (int i = 0; i < CALL_NUMBERS; i++) {
        char *name = arch == SCMP_ARCH_NATIVE ? name_of(i) : seccomp_syscall_resolve_num_arch(arch, i);
        if (name)
            (void)printf("\"%s\", ", name); /* as above */
        else
            (void)printf("NULL, "); /* as above */
        free(name);
    }
    (void)printf("};\n"); /* as above */
}

/* For people and tests: number, name, what becomes of it for student, sanitize, compile, inspect; is it watched; why.
 */
static void print_table(void)
{
    for (int number = 0; number < CALL_NUMBERS; number++) {
        char *call = name_of(number);
        const char *reason = "", *for_student = "";
        bool is_watched = false;
        for (size_t i = 0; call && i < watched_count; i++)
            is_watched |= strcmp(watched_calls[i].call, call) == 0;
        if (call)
            (void)printf("%d\t%s", number, call); /* main looks at stdout's end */
        for (unsigned policy = 0; call && policy < POLICY_COUNT; policy++) {
            (void)printf("\t%s",
                         call_treatment_name(call_treat(call, (enum spec_policy)policy, &reason))); /* as above */
            for_student = policy == POLICY_STUDENT ? reason : for_student;
        }
        if (call)
            (void)printf("\t%s\t%s%s\n", is_watched ? "watched" : "-", call_is_twice(call) ? "TWICE: " : "",
                         for_student); /* as above */
        free(call);
    }
}

static bool print_filters(struct err *e)
{
    for (unsigned policy = 0; policy < POLICY_COUNT; policy++)
        for (unsigned level = 0; level < TRACE_COUNT; level++)
            if (!print_filter((enum spec_policy)policy, (enum spec_trace)level, e))
                return false;
    if (!print_watch(e))
        return false;
    (void)printf("static const struct sock_fprog filters[POLICY_COUNT][TRACE_COUNT] = {\n"); /* seen by main */
    for (int policy = 0; policy < POLICY_COUNT; policy++)
        for (int level = 0; level < TRACE_COUNT; level++)
            (void)printf("    [%d][%d] = PROGRAM(filter_%d_%d),\n", policy, level, policy, level); /* as above */
    (void)printf("};\n");                                                                          /* as above */
    print_names("native_names", SCMP_ARCH_NATIVE);
    print_names("i386_names", SCMP_ARCH_X86);
    return true;
}

int main(int argc, char **argv)
{
    struct err e = {0};
    if (argc > 1 && strcmp(argv[1], "--table") == 0) {
        print_table();
    } else if (!print_filters(&e)) {
        (void)fprintf(stderr, "compile-policy: %s\n", e.text); /* last words */
        return 1;
    }
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
