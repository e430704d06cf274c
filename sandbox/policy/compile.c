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
#include <linux/seccomp.h>
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

static uint32_t native_arch(void)
{
    return seccomp_arch_native() == SCMP_ARCH_X86_64 ? AUDIT_ARCH_X86_64 : AUDIT_ARCH_AARCH64;
}

/* A filter that is being made. */
struct filter {
    scmp_filter_ctx rules;
    enum spec_policy policy;
    enum policy_part part;
    bool is_traced;
    uint32_t never; /* what becomes of calls that end a run */
    struct err *e;
};

static bool add(struct filter *f, uint32_t action, int number, const struct scmp_arg_cmp *comparison)
{
    int code = seccomp_rule_add_array(f->rules, action, number, comparison ? 1 : 0, comparison);
    if (code < 0)
        return err_set(f->e, ERR_SYSTEM, "seccomp rule for call %d: %s", number, strerror(-code));
    return true;
}

/* A rule cannot compare one argument twice, so only a call with a single allowed value can have an error of its own. */
static bool add_values(struct filter *f, int number, const struct call_values *row)
{
    CHECK(f->part != POLICY_REST); /* no such call builds walls */
    for (size_t k = 0; k < row->count; k++) {
        struct scmp_arg_cmp equal = SCMP_CMP(row->argument, SCMP_CMP_EQ, row->values[k], 0);
        if (!add(f, SCMP_ACT_ALLOW, number, &equal))
            return false;
    }
    CHECK(row->error == 0 || row->count == 1);
    struct scmp_arg_cmp other = SCMP_CMP(row->argument, SCMP_CMP_NE, row->values[0], 0);
    return row->error == 0 || add(f, SCMP_ACT_ERRNO((uint32_t)row->error), number, &other);
}

/* One rule for none of the flags, and one for each of them, as a rule cannot say "any of these". What has no rule gets
 * ENOSYS, but in the rest, where it is allowed. */
static bool add_flags(struct filter *f, int number, const struct call_flags *row)
{
    bool is_rest = f->part == POLICY_REST;
    uint64_t never = row->never | (f->is_traced ? row->never_traced : 0);
    int error = is_rest && row->error == 0 ? ENOSYS : row->error;
    struct scmp_arg_cmp none = SCMP_CMP(row->argument, SCMP_CMP_MASKED_EQ, never, 0);
    if (!is_rest && !add(f, SCMP_ACT_ALLOW, number, &none))
        return false;
    for (unsigned bit = 0; error && bit < 64; bit++) {
        uint64_t flag = never & (uint64_t)1 << bit;
        struct scmp_arg_cmp set = SCMP_CMP(row->argument, SCMP_CMP_MASKED_EQ, flag, flag);
        if (flag && !add(f, SCMP_ACT_ERRNO((uint32_t)error), number, &set))
            return false;
    }
    return true;
}

static bool add_checks(struct filter *f, int number, const char *call)
{
    size_t checks = 0;
    bool ok = true;
    for (size_t i = 0; ok && i < value_count; i++)
        if (strcmp(value_calls[i].call, call) == 0 && value_calls[i].policies & 1U << f->policy) {
            ok = add_values(f, number, &value_calls[i]);
            checks++;
        }
    for (size_t i = 0; ok && i < flag_count; i++)
        if (strcmp(flag_calls[i].call, call) == 0 && flag_calls[i].policies & 1U << f->policy) {
            ok = add_flags(f, number, &flag_calls[i]);
            checks++;
        }
    CHECK(checks > 0);
    return ok;
}

/* What is said of all calls that nobody else speaks of: ENOSYS, and in the rest, that they are allowed. */
static bool add_call(struct filter *f, int number, const char *call)
{
    const char *reason;
    bool is_rest = f->part == POLICY_REST;
    if (is_rest && !call_builds(call))
        return true;
    if (f->part == POLICY_BASE && call_builds(call))
        return add(f, SCMP_ACT_ALLOW, number, NULL);
    switch (call_treat(call, f->policy, &reason)) {
    case CALL_ALLOWED:
        return is_rest || add(f, SCMP_ACT_ALLOW, number, NULL);
    case CALL_CHECKED:
        return add_checks(f, number, call);
    case CALL_ENDS:
        return add(f, f->never, number, NULL);
    case CALL_REFUSED:
        return add(f, SCMP_ACT_ERRNO(EPERM), number, NULL);
    case CALL_ABSENT:
    case CALL_UNKNOWN:
    default:
        return !is_rest || add(f, SCMP_ACT_ERRNO(ENOSYS), number, NULL);
    }
}

static bool add_calls(struct filter *f)
{
    bool ok = true;
    for (int number = 0; ok && number < CALL_NUMBERS; number++) {
        char *call = name_of(number);
        ok = !call || add_call(f, number, call);
        free(call);
    }
    return ok;
}

struct program {
    struct sock_filter lines[BPF_MAXINSNS];
    size_t size;
};

static bool export(scmp_filter_ctx filter, struct program *out, struct err *e)
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
    struct sock_filter lines[BPF_MAXINSNS];
    size_t size = program.size / sizeof *lines;
    memcpy(lines, program.data, program.size);
    if (!shrink(lines, size, native_arch(), out->lines, &out->size, e))
        return false;
    if (out->size >= size) {
        memcpy(out->lines, lines, program.size);
        out->size = size;
    }
    return true;
}

/* As an array of BPF instructions. */
static void print_program(const struct program *program, const char *name)
{
    (void)printf("static const struct sock_filter %s[] = {", name); /* main looks at stdout's end */
    for (size_t i = 0; i < program->size; i++) {
        const struct sock_filter *line = &program->lines[i];
        (void)printf("%s{%u, %u, %u, %uU}", i ? ", " : "", line->code, line->jt, line->jf, line->k); /* as above */
    }
    (void)printf("};\n"); /* as above */
}

static bool make(enum spec_policy policy, bool is_traced, enum policy_part part, struct program *out, struct err *e)
{
    /* With a tracer a forbidden call stops there, before it is made, and can be named; it dies if the tracer does. */
    uint32_t never = is_traced ? SCMP_ACT_TRACE(POLICY_FORBIDS) : SCMP_ACT_KILL_PROCESS;
    bool is_rest = part == POLICY_REST;
    struct filter f = {.rules = seccomp_init(is_rest ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(ENOSYS)),
                       .policy = policy,
                       .part = part,
                       .is_traced = is_traced,
                       .never = never,
                       .e = e};
    if (!f.rules)
        return err_set(e, ERR_SYSTEM, "seccomp: no memory");
    bool ok = true;
    /* The binary tree halves the load time and is as fast to run. A wrong architecture is int 0x80 or x32. */
    if (seccomp_attr_set(f.rules, SCMP_FLTATR_CTL_OPTIMIZE, 2) < 0 ||
        seccomp_attr_set(f.rules, SCMP_FLTATR_ACT_BADARCH, is_rest ? SCMP_ACT_ALLOW : never) < 0)
        ok = err_set(e, ERR_SYSTEM, "seccomp: attributes refused");
    ok = ok && add_calls(&f) && export(f.rules, out, e);
    seccomp_release(f.rules);
    return ok;
}

/* As the kernel decides when two filters are in force: seccomp(2). */
static uint32_t stricter(uint32_t newer, uint32_t older)
{
    return (int32_t)(older & SECCOMP_RET_ACTION_FULL) < (int32_t)(newer & SECCOMP_RET_ACTION_FULL) ? older : newer;
}

static bool is_same(const struct program parts[POLICY_PARTS], const struct seccomp_data *data)
{
    uint32_t says[POLICY_PARTS];
    for (size_t i = 0; i < POLICY_PARTS; i++)
        says[i] = shrink_answer(parts[i].lines, parts[i].size, data);
    return says[POLICY_WHOLE] == stricter(says[POLICY_REST], says[POLICY_BASE]);
}

/* With each value that the whole knows in each argument, low and high half. */
static bool is_same_with(const struct program parts[POLICY_PARTS], struct seccomp_data data)
{
    const struct program *whole = &parts[POLICY_WHOLE];
    for (size_t i = 0; i < whole->size; i++)
        for (size_t argument = 0; argument < 12; argument++) {
            data.args[argument / 2] = (uint64_t)whole->lines[i].k << (argument % 2 * 32);
            if (!is_same(parts, &data))
                return false;
            data.args[argument / 2] = 0;
        }
    return true;
}

static bool is_whole(const struct program parts[POLICY_PARTS], struct err *e)
{
    static const uint32_t odd[] = {1U << 30, (1U << 30) + 1, INT32_MAX, UINT32_MAX};
    for (uint32_t i = 0; i < CALL_NUMBERS + sizeof odd / sizeof odd[0]; i++) {
        struct seccomp_data data = {.nr = (int)(i < CALL_NUMBERS ? i : odd[i - CALL_NUMBERS]), .arch = native_arch()};
        char *call = name_of(data.nr);
        bool ok = is_same(parts, &data) && (!call || !call_builds(call) || is_same_with(parts, data));
        free(call);
        data.arch = AUDIT_ARCH_I386;
        if (!ok || !is_same(parts, &data))
            return err_set(e, ERR_SYSTEM, "base and rest answer call %d differently from the whole", data.nr);
    }
    return true;
}

/* Prints the parts of a policy's filter. */
static bool print_policy(enum spec_policy policy, bool is_traced, struct err *e)
{
    static struct program parts[POLICY_PARTS]; /* too large for a stack */
    for (unsigned part = 0; part < POLICY_PARTS; part++) {
        char name[32];
        CHECK(snprintf(name, sizeof name, "filter_%d_%d_%u", policy, is_traced, part) < (int)sizeof name);
        if (!make(policy, is_traced, (enum policy_part)part, &parts[part], e))
            return false;
        print_program(&parts[part], name);
    }
    return is_whole(parts, e);
}

static bool print_watch(struct err *e)
{
    static struct program program; /* too large for a stack */
    struct filter f = {.rules = seccomp_init(SCMP_ACT_ALLOW), .e = e};
    if (!f.rules)
        return err_set(e, ERR_SYSTEM, "seccomp: no memory");
    bool ok = true;
    if (seccomp_attr_set(f.rules, SCMP_FLTATR_CTL_OPTIMIZE, 2) < 0 ||
        seccomp_attr_set(f.rules, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ALLOW) < 0) /* the first filter knows what to do */
        ok = err_set(e, ERR_SYSTEM, "seccomp: attributes refused");
    for (size_t i = 0; ok && i < watched_count; i++) {
        const struct call_watch *row = &watched_calls[i];
        int number = seccomp_syscall_resolve_name(row->call);
        struct scmp_arg_cmp equal = SCMP_CMP(row->argument, SCMP_CMP_MASKED_EQ, UINT32_MAX, row->value);
        ok = number < 0 || /* not of this architecture: alarm on arm64 */
             add(&f, SCMP_ACT_TRACE(row->stop), number, row->has_value ? &equal : NULL);
    }
    ok = ok && export(f.rules, &program, e);
    seccomp_release(f.rules);
    if (!ok)
        return false;
    print_program(&program, "filter_watch");
    (void)printf("static const struct sock_fprog watch = PROGRAM(filter_watch);\n"); /* main looks at stdout's end */
    return true;
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
        if (!print_policy((enum spec_policy)policy, false, e) || !print_policy((enum spec_policy)policy, true, e))
            return false;
    if (!print_watch(e))
        return false;
    (void)printf("static const struct sock_fprog filters[POLICY_COUNT][2][POLICY_PARTS] = {\n"); /* seen by main */
    for (int i = 0; i < POLICY_COUNT * 2 * POLICY_PARTS; i++) {
        int policy = i / POLICY_PARTS / 2, is_traced = i / POLICY_PARTS % 2, part = i % POLICY_PARTS;
        (void)printf("    [%d][%d][%d] = PROGRAM(filter_%d_%d_%d),\n", policy, is_traced, part, policy, is_traced,
                     part); /* as above */
    }
    (void)printf("};\n"); /* as above */
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
