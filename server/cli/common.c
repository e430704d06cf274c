/* common.c -- what the subcommands share: flags, the box, printing. */
#include "server/cli/cli.h"

#include "sandbox/base/fd.h"
#include "server/paths.h"

#include <errno.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FLAG_ARGS_MAX = SPEC_ARGS_MAX - 1, INPUT_BYTES_MAX = 64 * 1024 * 1024 };

/* One of the limits: --name VALUE in a unit people use, times scale, is the field. Fractions only where they mean
 * something (seconds). The order is that of cli_common.has_limit. */
static const struct limit_flag {
    const char *flag, *unit;
    size_t field; /* offset in struct limits */
    double scale, max;
    bool fraction;
} limit_flags[] = {
    {"--cpu", "seconds", offsetof(struct limits, cpu_ms), 1000, 3600, true},
    {"--wall", "seconds", offsetof(struct limits, wall_ms), 1000, 86400, true},
    {"--memory", "MiB", offsetof(struct limits, memory_kib), 1024, 65536, false},
    {"--processes", "processes", offsetof(struct limits, processes), 1, 4096, false},
    {"--output", "KiB", offsetof(struct limits, output_kib), 1, 1048576, false},
};
enum { LIMIT_FLAGS = sizeof limit_flags / sizeof *limit_flags };

static uint32_t *limit_field(struct limits *limits, size_t i)
{
    return (uint32_t *)(void *)((char *)limits + limit_flags[i].field);
}

void cli_common_begin(struct cli_common *common)
{
    *common = (struct cli_common){.least = geteuid() == 0 ? ISOLATION_FULL : ISOLATION_ROOTLESS};
    common->json = !isatty(STDOUT_FILENO);
    common->colour = !common->json && !getenv("NO_COLOR");
}

static int complain(const char *flag, const char *what)
{
    (void)fprintf(stderr, "bothends: %s %s\n", flag, what); /* last words */
    return -1;
}

/* A plain decimal number, nothing else: no sign, no blanks, no hex, no exponent. */
static bool decimal_ok(const char *text, bool fraction)
{
    size_t digits = strspn(text, "0123456789");
    const char *rest = text + digits;
    if (digits == 0 || digits > 12)
        return false;
    if (fraction && *rest == '.' && strspn(rest + 1, "0123456789") > 0)
        rest += 1 + strspn(rest + 1, "0123456789");
    return *rest == '\0';
}

static int take_limit(struct cli_common *common, size_t i, const char *value)
{
    const struct limit_flag *row = &limit_flags[i];
    double number = decimal_ok(value, row->fraction) ? strtod(value, NULL) : -1;
    if (number <= 0 || number > row->max || number * row->scale < 1) {
        (void)fprintf(stderr, "bothends: %s '%s' is no number of %s above 0 and up to %g\n", row->flag, value,
                      row->unit, row->max); /* last words */
        return -1;
    }
    *limit_field(&common->limits, i) = (uint32_t)lround(number * row->scale);
    common->has_limit[i] = true;
    return 1;
}

static int take_value(struct cli_common *common, const char *flag, const char *value, struct arena *arena)
{
    for (size_t i = 0; i < LIMIT_FLAGS; i++)
        if (strcmp(flag, limit_flags[i].flag) == 0)
            return take_limit(common, i, value);
    if (strcmp(flag, "--stdin") == 0) {
        common->stdin_path = value;
    } else if (strcmp(flag, "--sandbox") == 0) {
        common->sandbox = value;
    } else if (strcmp(flag, "--seed") == 0) {
        char *end;
        errno = 0;
        common->seed = strtoull(value, &end, 10);
        if (value[0] < '0' || value[0] > '9' || *end != '\0' || errno != 0)
            return complain("--seed", "takes a whole number from 0 to 18446744073709551615");
    } else if (strcmp(flag, "--isolation") == 0) {
        struct err e = {0};
        if (!isolation_parse(value, &common->least, &e))
            return complain("--isolation", "is one of full, rootless, minimal");
    } else if (strcmp(flag, "--arg") == 0) {
        if (common->arg_count == FLAG_ARGS_MAX)
            return complain("--arg", "was given too often");
        const char **args = arena_alloc(arena, common->arg_count + 2, sizeof *args);
        if (common->arg_count > 0)
            memcpy(args, common->args, common->arg_count * sizeof *args);
        args[common->arg_count++] = value;
        common->args = args;
    } else {
        return 0;
    }
    return 1;
}

/* Which flags take a value, so that `--frob` as a value is never mistaken for a missing one of ours. */
static bool takes_value(const char *flag)
{
    static const char *const others[] = {"--stdin", "--sandbox", "--seed", "--isolation", "--arg"};
    for (size_t i = 0; i < LIMIT_FLAGS; i++)
        if (strcmp(flag, limit_flags[i].flag) == 0)
            return true;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(flag, others[i]) == 0)
            return true;
    return false;
}

int cli_common_flag(struct cli_common *common, int argc, char **argv, int *at, struct arena *arena)
{
    const char *flag = argv[*at];
    bool json = strcmp(flag, "--json") == 0;
    if (json || strcmp(flag, "--text") == 0) {
        common->json = json;
        common->colour = !json && isatty(STDOUT_FILENO) && !getenv("NO_COLOR");
        *at += 1;
        return 1;
    }
    const char *equals = strchr(flag, '=');
    char *name = equals ? arena_copy(arena, flag, (size_t)(equals - flag)) : arena_string(arena, flag);
    if (!takes_value(name))
        return 0;
    const char *value = equals ? equals + 1 : *at + 1 < argc ? argv[*at + 1] : NULL;
    if (!value)
        return complain(name, "needs a value");
    *at += equals ? 1 : 2;
    return take_value(common, name, value, arena);
}

void cli_common_limits(const struct cli_common *common, struct limits *limits)
{
    struct limits given = common->limits;
    for (size_t i = 0; i < LIMIT_FLAGS; i++)
        if (common->has_limit[i])
            *limit_field(limits, i) = *limit_field(&given, i);
}

bool cli_common_box(const struct cli_common *common, struct arena *arena, struct box **out, struct err *e)
{
    struct box_options options = {.sandbox = common->sandbox, .broker = -1, .least = common->least};
    if (!options.sandbox && !paths_program("bothends-sandbox", arena, &options.sandbox, e))
        return false;
    return box_open(out, &options, e);
}

bool cli_common_input(const struct cli_common *common, struct arena *arena, struct bytes *out, struct err *e)
{
    *out = (struct bytes){0};
    return !common->stdin_path || cli_read(common->stdin_path, INPUT_BYTES_MAX, arena, out, e);
}

bool cli_read(const char *path, size_t max, struct arena *arena, struct bytes *out, struct err *e)
{
    return strcmp(path, "-") == 0 ? fd_read_all(STDIN_FILENO, "stdin", max, arena, out, e)
                                  : fd_read_file(path, max, arena, out, e);
}

void cli_say_faults(const char *path, const struct rubric_errors *errors)
{
    for (size_t i = 0; i < errors->count; i++) {
        const struct rubric_error *fault = &errors->items[i];
        (void)fprintf(stderr, "%s:%u:%u: %s%s%s\n", path, fault->line, fault->column, fault->pointer,
                      *fault->pointer ? ": " : "", fault->detail); /* nobody to tell if nobody reads */
    }
}

int cli_setting(const struct cli_setting *settings, int argc, char **argv, int *at)
{
    const char *flag = argv[*at], *value = *at + 1 < argc ? argv[*at + 1] : NULL;
    while (settings->flag && strcmp(flag, settings->flag) != 0)
        settings++;
    if (!settings->flag)
        return 0;
    if (!value)
        return complain(flag, "needs a value");
    if (settings->value)
        *settings->value = value;
    else
        CHECK(setenv(settings->variable, value, 1) == 0);
    *at += 2;
    return 1;
}

bool cli_settings(const struct cli_setting *settings, int argc, char **argv)
{
    int at = 1, taken = 1;
    while (at < argc && taken == 1)
        taken = cli_setting(settings, argc, argv, &at);
    return taken == 1;
}

bool cli_complain(const char *text, const char *what)
{
    (void)fprintf(stderr, "bothends: %s%s\n", text, what); /* last words */
    return false;
}

bool cli_print(struct bytes document)
{
    bool ok = fd_write_all(STDOUT_FILENO, document.data, document.size);
    if (ok && document.size > 0 && document.data[document.size - 1] != '\n')
        ok = fd_write_all(STDOUT_FILENO, "\n", 1);
    if (!ok)
        (void)fprintf(stderr, "bothends: write to stdout: %s\n", strerror(errno)); /* last words */
    return ok;
}

int cli_fail(const struct err *e)
{
    (void)fprintf(stderr, "bothends: %s\n", e->text); /* last words */
    return e->code == ERR_SYSTEM || e->code == ERR_NONE ? EXIT_BROKEN : EXIT_USAGE;
}
