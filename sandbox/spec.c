/* spec.c -- what to run: one program, its walls, its limits, its files. */
#include "sandbox/spec.h"

#include <string.h>

static const char *const isolation_names[] = {
    [ISOLATION_FULL] = "full",
    [ISOLATION_ROOTLESS] = "rootless",
    [ISOLATION_MINIMAL] = "minimal",
};

enum {
    NAME_BYTES_MAX = 200,
    NAME_DEPTH_MAX = 8,
    BYTES_OUT_MAX = 1 << 30,
};

/* The most an operator may ask for: beyond it a number is a mistake, and sums of it could overflow. */
static const struct limits limits_max = {
    .cpu_ms = 3600 * 1000,
    .wall_ms = 24 * 3600 * 1000,
    .memory_kib = 64 << 20,
    .processes = 4096,
    .output_kib = 1 << 20,
    .file_kib = 16 << 20,
};

struct limits limits_default(void)
{
    return (struct limits){.cpu_ms = 5000,
                           .wall_ms = 10000,
                           .memory_kib = 256 * 1024,
                           .processes = 64,
                           .output_kib = 1024,
                           .file_kib = 16 * 1024};
}

const char *isolation_name(enum isolation isolation)
{
    CHECK(isolation < ISOLATION_COUNT);
    return isolation_names[isolation];
}

bool isolation_parse(const char *text, enum isolation *out, struct err *e)
{
    for (unsigned i = 0; i < ISOLATION_COUNT; i++) {
        if (strcmp(text, isolation_names[i]) != 0)
            continue;
        *out = (enum isolation)i;
        return true;
    }
    return err_set(e, ERR_INPUT, "isolation is '%s', not one of full, rootless, minimal", text);
}

void spec_begin(struct spec *spec, enum spec_policy policy)
{
    memset(spec, 0, sizeof *spec);
    spec->version = SPEC_VERSION;
    spec->policy = policy;
    spec->least_isolation = ISOLATION_MINIMAL;
    spec->trace = 1;
    spec->limits = limits_default();
}

static bool add_text(struct spec *spec, const char *text, uint32_t *at, struct err *e)
{
    size_t size = strlen(text) + 1;
    if (size > SPEC_TEXT_MAX - spec->text_size)
        return err_set(e, ERR_LIMIT, "arguments and file names are longer than %d bytes together", SPEC_TEXT_MAX);
    *at = spec->text_size;
    memcpy(spec->text + spec->text_size, text, size);
    spec->text_size += (uint32_t)size;
    return true;
}

bool spec_arg(struct spec *spec, const char *arg, struct err *e)
{
    if (spec->arg_count >= SPEC_ARGS_MAX)
        return err_set(e, ERR_LIMIT, "more than %d arguments", SPEC_ARGS_MAX);
    if (!add_text(spec, arg, &spec->args[spec->arg_count], e))
        return false;
    spec->arg_count++;
    return true;
}

bool spec_file(struct spec *spec, enum spec_place place, const char *name, uint32_t mode, uint32_t bytes_max,
               struct err *e)
{
    if (!spec_name_ok(name))
        return err_set(e, ERR_INPUT, "'%.*s' is no name for a file", NAME_BYTES_MAX, name);
    if (spec->file_count >= SPEC_FILES_MAX)
        return err_set(e, ERR_LIMIT, "more than %d files", SPEC_FILES_MAX);
    struct spec_file file = {.place = place, .mode = mode, .bytes_max = bytes_max};
    if (!add_text(spec, name, &file.name, e))
        return false;
    spec->files[spec->file_count++] = file;
    return true;
}

/* Bytes of the UTF-8 sequence at p (RFC 3629: no overlong forms, no surrogates), 0 if it is none. The final 0 of
 * the string is no continuation byte, so this never reads past it. */
static size_t utf8_size(const unsigned char *p)
{
    if (p[0] < 0x80)
        return 1;
    size_t size = p[0] >= 0xc2 && p[0] <= 0xdf ? 2 : (p[0] & 0xf0) == 0xe0 ? 3 : p[0] >= 0xf0 && p[0] <= 0xf4 ? 4 : 0;
    for (size_t i = 1; i < size; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f))
        return 0;
    if ((p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
        return 0;
    return size;
}

static bool component_ok(const char *name, size_t size)
{
    bool is_dots = (size == 1 && name[0] == '.') || (size == 2 && name[0] == '.' && name[1] == '.');
    return size > 0 && !is_dots && name[0] != '-';
}

bool spec_name_ok(const char *name)
{
    if (strnlen(name, NAME_BYTES_MAX + 1) > NAME_BYTES_MAX)
        return false;
    for (const unsigned char *p = (const unsigned char *)name; *p;) {
        size_t size = utf8_size(p);
        bool is_c1 = p[0] == 0xc2 && p[1] < 0xa0; /* U+0080 to U+009F: terminals obey some of them */
        if (size == 0 || p[0] < 0x20 || p[0] == 0x7f || p[0] == '\\' || is_c1)
            return false;
        p += size;
    }
    for (int depth = 0; depth < NAME_DEPTH_MAX; depth++) {
        size_t size = strcspn(name, "/");
        if (!component_ok(name, size))
            return false;
        if (name[size] == 0)
            return true;
        name += size + 1;
    }
    return false;
}

static bool limit_ok(const char *name, uint32_t value, uint32_t max, struct err *e)
{
    if (value == 0)
        return err_set(e, ERR_INPUT, "limits.%s is 0", name);
    if (value > max)
        return err_set(e, ERR_INPUT, "limits.%s is %u, more than %u", name, value, max);
    return true;
}

static bool limits_ok(const struct limits *limits, struct err *e)
{
    return limit_ok("cpu_ms", limits->cpu_ms, limits_max.cpu_ms, e) &&
           limit_ok("wall_ms", limits->wall_ms, limits_max.wall_ms, e) &&
           limit_ok("memory_kib", limits->memory_kib, limits_max.memory_kib, e) &&
           limit_ok("processes", limits->processes, limits_max.processes, e) &&
           limit_ok("output_kib", limits->output_kib, limits_max.output_kib, e) &&
           limit_ok("file_kib", limits->file_kib, limits_max.file_kib, e);
}

static bool args_ok(const struct spec *spec, struct err *e)
{
    if (spec->arg_count < 1 || spec->arg_count > SPEC_ARGS_MAX)
        return err_set(e, ERR_INPUT, "arg_count is %u, not 1 to %d", spec->arg_count, SPEC_ARGS_MAX);
    for (uint32_t i = 0; i < spec->arg_count; i++)
        if (spec->args[i] >= spec->text_size)
            return err_set(e, ERR_INPUT, "args[%u] is outside text", i);
    if (spec->text[spec->args[0]] != '/')
        return err_set(e, ERR_INPUT, "args[0] is no absolute path");
    return true;
}

static bool file_ok(const struct spec *spec, uint32_t i, struct err *e)
{
    const struct spec_file *file = &spec->files[i];
    if (file->name >= spec->text_size)
        return err_set(e, ERR_INPUT, "files[%u].name is outside text", i);
    if (!spec_name_ok(spec->text + file->name))
        return err_set(e, ERR_INPUT, "files[%u].name is no plain relative path", i);
    if (file->place >= PLACE_COUNT)
        return err_set(e, ERR_INPUT, "files[%u].place is %u", i, file->place);
    bool is_out = file->place == PLACE_OUT;
    if (is_out ? file->mode != 0 : file->mode < 0400 || file->mode > 0777)
        return err_set(e, ERR_INPUT, "files[%u].mode is %o", i, file->mode);
    if (is_out ? file->bytes_max == 0 || file->bytes_max > BYTES_OUT_MAX : file->bytes_max != 0)
        return err_set(e, ERR_INPUT, "files[%u].bytes_max is %u", i, file->bytes_max);
    for (uint32_t k = 0; k < i; k++)
        if (spec->files[k].place == file->place &&
            strcmp(spec->text + spec->files[k].name, spec->text + file->name) == 0)
            return err_set(e, ERR_INPUT, "files[%u].name is also that of files[%u]", i, k);
    return true;
}

bool spec_check(const struct spec *spec, size_t size, size_t fd_count, struct err *e)
{
    if (size < offsetof(struct spec, text) || size > sizeof *spec)
        return err_set(e, ERR_INPUT, "a spec of %zu bytes", size);
    if (spec->version != SPEC_VERSION)
        return err_set(e, ERR_INPUT, "version is %u, not %d", spec->version, SPEC_VERSION);
    if (spec->policy >= POLICY_COUNT)
        return err_set(e, ERR_INPUT, "policy is %u", spec->policy);
    if (spec->least_isolation >= ISOLATION_COUNT)
        return err_set(e, ERR_INPUT, "least_isolation is %u", spec->least_isolation);
    if (spec->trace >= TRACE_COUNT)
        return err_set(e, ERR_INPUT, "trace is %u", spec->trace);
    if (!limits_ok(&spec->limits, e))
        return false;
    if (spec->text_size < 1 || spec->text_size > SPEC_TEXT_MAX || spec->text_size > size - offsetof(struct spec, text))
        return err_set(e, ERR_INPUT, "text_size is %u", spec->text_size);
    if (spec->text[spec->text_size - 1] != 0)
        return err_set(e, ERR_INPUT, "text does not end with 0");
    if (!args_ok(spec, e))
        return false;
    if (spec->file_count > SPEC_FILES_MAX)
        return err_set(e, ERR_INPUT, "file_count is %u, more than %d", spec->file_count, SPEC_FILES_MAX);
    for (uint32_t i = 0; i < spec->file_count; i++)
        if (!file_ok(spec, i, e))
            return false;
    if (fd_count != SPEC_FD_FILES + spec->file_count)
        return err_set(e, ERR_INPUT, "%zu descriptors for %u files", fd_count, spec->file_count);
    return true;
}

const char *spec_text(const struct spec *spec, uint32_t at)
{
    CHECK(at < spec->text_size);
    return spec->text + at;
}
