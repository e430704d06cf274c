/* config.c -- what the operator chose: file, environment, flags (the last wins). */
#include "server/config.h"

#include "sandbox/base/fd.h"

#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CONFIG_BYTES_MAX = 256 * 1024, SECRET_BYTES_MAX = 4096, NAMED_MAX = 64, WORKERS_MAX = 256 };

/* --- the keys ----------------------------------------------------------------------------------------------------- */

struct reading {
    const char *path;
    struct bytes left; /* of the file */
    int line;
    struct arena *arena;
    struct config *config;
    struct err *e;
};

static bool fault(struct reading *r, const char *key, const char *why)
{
    if (r->line == 0) /* the environment */
        return err_set(r->e, ERR_INPUT, "%s: %s", r->path, why);
    return err_set(r->e, ERR_INPUT, "%s:%d: %s: %s", r->path, r->line, key, why);
}

static bool number(struct reading *r, const char *key, const char *value, uint64_t min, uint64_t max, uint64_t *out)
{
    char why[80];
    char *end = NULL;
    errno = 0;
    unsigned long long n = strtoull(value, &end, 10);
    if (!*value || strspn(value, "0123456789") != strlen(value) || errno || n < min || n > max) {
        (void)snprintf(why, sizeof why, "must be a whole number from %llu to %llu", (unsigned long long)min,
                       (unsigned long long)max); /* fits */
        return fault(r, key, why);
    }
    *out = n;
    return true;
}

/* The text as it is, or what the file named by NAME_file holds, without blanks at its end. */
static bool secret(struct reading *r, const char *key, const char *value, bool from_file, const char **out)
{
    const char *text = arena_string(r->arena, value);
    if (from_file) {
        struct bytes data;
        struct err why = {0};
        if (!fd_read_file(value, SECRET_BYTES_MAX, r->arena, &data, &why))
            return fault(r, key, why.text);
        if (memchr(data.data, '\0', data.size))
            return fault(r, key, "the file holds a NUL byte");
        while (data.size > 0 && strchr(" \t\r\n", data.data[data.size - 1]))
            data.size--;
        text = arena_copy(r->arena, data.data, data.size);
    }
    if (!*text)
        return fault(r, key, "a secret must not be empty");
    *out = arena_string(r->arena, text); /* inih's line is gone after the call */
    return true;
}

enum { KEY_TEXT, KEY_NUMBER, KEY_BYTES, KEY_ISOLATION };

static const struct {
    const char *name;
    int kind;
    size_t offset; /* in struct config */
    uint64_t min, max;
} server_keys[] = {
    {"listen", KEY_TEXT, offsetof(struct config, listen), 0, 0},
    {"data", KEY_TEXT, offsetof(struct config, data), 0, 0},
    {"database", KEY_TEXT, offsetof(struct config, database), 0, 0},
    {"workers", KEY_NUMBER, offsetof(struct config, workers), 0, WORKERS_MAX},
    {"isolation", KEY_ISOLATION, offsetof(struct config, least), 0, 0},
    {"user", KEY_TEXT, offsetof(struct config, user), 0, 0},
    {"queue_max", KEY_NUMBER, offsetof(struct config, queue_max), 1, 10000000},
    {"submissions_per_minute", KEY_NUMBER, offsetof(struct config, submissions_per_minute), 1, 1000000},
    {"body_max", KEY_BYTES, offsetof(struct config, body_max), 1024, UINT64_C(1) << 30},
};
enum { SERVER_KEYS = sizeof server_keys / sizeof *server_keys };

static const char *const hook_keys[] = {"kind",   "secret", "secret_file", "secret_old", "secret_old_file",
                                        "rubric", NULL};
static const char *const deliver_keys[] = {"url", "secret", "secret_file", "allow_private", NULL};

static bool set_server(struct reading *r, const char *key, const char *value)
{
    for (size_t i = 0; i < SERVER_KEYS; i++) {
        if (strcmp(key, server_keys[i].name) != 0)
            continue;
        char *field = (char *)r->config + server_keys[i].offset;
        uint64_t n = 0;
        struct err why = {0};
        switch (server_keys[i].kind) {
        case KEY_TEXT:
            if (!*value)
                return fault(r, key, "must not be empty");
            value = arena_string(r->arena, value);
            memcpy(field, (const void *)&value, sizeof value);
            return true;
        case KEY_ISOLATION:
            return isolation_parse(value, (enum isolation *)(void *)field, &why) || fault(r, key, why.text);
        default:
            if (!number(r, key, value, server_keys[i].min, server_keys[i].max, &n))
                return false;
            if (server_keys[i].kind == KEY_NUMBER)
                memcpy(field, &(uint32_t){(uint32_t)n}, sizeof(uint32_t));
            else
                memcpy(field, &n, sizeof n);
            return true;
        }
    }
    CHECK(false); /* a known key has a row */
}

static bool set_hook(struct reading *r, struct config_hook *hook, const char *key, const char *value)
{
    if (strcmp(key, "kind") == 0) {
        if (strcmp(value, "standard") != 0 && strcmp(value, "github") != 0)
            return fault(r, key, "must be standard or github");
        hook->kind = value[0] == 's' ? HOOK_STANDARD : HOOK_GITHUB;
        return true;
    }
    if (strcmp(key, "rubric") == 0) {
        hook->rubric = arena_string(r->arena, value);
        return true;
    }
    bool old = strncmp(key, "secret_old", 10) == 0;
    return secret(r, key, value, strcmp(key + (old ? 10 : 6), "_file") == 0, &hook->secrets[old]);
}

static bool set_endpoint(struct reading *r, struct config_endpoint *endpoint, const char *key, const char *value)
{
    if (strcmp(key, "url") == 0) {
        if (strncmp(value, "https://", 8) != 0 && strncmp(value, "http://", 7) != 0)
            return fault(r, key, "must begin with https:// or http://");
        endpoint->url = arena_string(r->arena, value);
        return true;
    }
    if (strcmp(key, "allow_private") == 0) {
        if (strcmp(value, "true") != 0 && strcmp(value, "false") != 0)
            return fault(r, key, "must be true or false");
        endpoint->allow_private = value[0] == 't';
        return true;
    }
    return secret(r, key, value, strcmp(key, "secret_file") == 0, &endpoint->secret);
}

/* --- unknown names ------------------------------------------------------------------------------------------------ */

/* Levenshtein's distance, for texts that fit. */
static size_t distance(const char *a, const char *b)
{
    enum { MAX = 40 };
    size_t row[MAX + 1], n = strlen(b);
    if (n > MAX || strlen(a) > MAX)
        return MAX;
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t best = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[n];
}

/* known ends with NULL. */
static bool known_key(struct reading *r, const char *section, const char *key, const char *const *known)
{
    const char *nearest = NULL;
    size_t best = 4; /* farther is no slip of the finger */
    for (; *known; known++) {
        size_t d = distance(key, *known);
        if (d == 0)
            return true;
        if (d < best) {
            best = d;
            nearest = *known;
        }
    }
    if (nearest)
        return err_set(r->e, ERR_INPUT, "%s:%d: %s: there is no such key in [%s]; did you mean '%s'?", r->path, r->line,
                       key, section, nearest);
    return err_set(r->e, ERR_INPUT, "%s:%d: %s: there is no such key in [%s]", r->path, r->line, key, section);
}

static bool name_ok(const char *name)
{
    size_t n = strlen(name);
    return n > 0 && n <= 64 && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") == n;
}

/* --- the file ----------------------------------------------------------------------------------------------------- */

static bool set(struct reading *r, const char *section, const char *key, const char *value)
{
    struct config *c = r->config;
    if (strcmp(section, "server") == 0) {
        const char *known[SERVER_KEYS + 1] = {0};
        for (size_t i = 0; i < SERVER_KEYS; i++)
            known[i] = server_keys[i].name;
        return known_key(r, section, key, known) && set_server(r, key, value);
    }
    bool hook = strncmp(section, "hook ", 5) == 0, deliver = strncmp(section, "deliver ", 8) == 0;
    const char *name = section + (hook ? 5 : 8);
    if ((!hook && !deliver) || !name_ok(name))
        return err_set(
            r->e, ERR_INPUT,
            "%s:%d: %s: section [%s] is none of [server], [hook NAME], [deliver NAME] (a NAME is of a-z 0-9 - _)",
            r->path, r->line, key, section);
    if (!known_key(r, section, key, hook ? hook_keys : deliver_keys))
        return false;
    if (hook) {
        for (size_t i = 0; i < c->hook_count; i++)
            if (strcmp(c->hooks[i].name, name) == 0)
                return set_hook(r, &c->hooks[i], key, value);
        if (c->hook_count == NAMED_MAX)
            return fault(r, section, "too many hooks");
        c->hooks[c->hook_count] = (struct config_hook){.name = arena_string(r->arena, name)};
        return set_hook(r, &c->hooks[c->hook_count++], key, value);
    }
    for (size_t i = 0; i < c->endpoint_count; i++)
        if (strcmp(c->endpoints[i].name, name) == 0)
            return set_endpoint(r, &c->endpoints[i], key, value);
    if (c->endpoint_count == NAMED_MAX)
        return fault(r, section, "too many endpoints");
    c->endpoints[c->endpoint_count] = (struct config_endpoint){.name = arena_string(r->arena, name)};
    return set_endpoint(r, &c->endpoints[c->endpoint_count++], key, value);
}

/* inih hands over one line's text at a time through this reader, which so knows the number of the line that the handler
 * is called for. */
static char *next_line(char *out, int size, void *context)
{
    struct reading *r = context;
    if (r->left.size == 0 || r->e->code != ERR_NONE)
        return NULL;
    const char *end = memchr(r->left.data, '\n', r->left.size);
    size_t length = end ? (size_t)(end - r->left.data) : r->left.size;
    r->line++;
    if (length + 2 > (size_t)size || memchr(r->left.data, '\0', length)) {
        err_set(r->e, ERR_INPUT, "%s:%d: the line is longer than %d bytes, or holds a NUL byte", r->path, r->line,
                size - 2);
        return NULL;
    }
    size_t blanks = 0; /* in front mean nothing here; to inih, a longer value of the key before */
    while (blanks < length && (r->left.data[blanks] == ' ' || r->left.data[blanks] == '\t'))
        blanks++;
    memcpy(out, r->left.data + blanks, length - blanks);
    out[length - blanks] = '\0';
    size_t taken = length + (end != NULL);
    r->left = (struct bytes){r->left.data + taken, r->left.size - taken};
    return out;
}

static int on_value(void *context, const char *section, const char *name, const char *value)
{
    struct reading *r = context;
    return r->e->code == ERR_NONE && set(r, section, name, value);
}

static bool complete(const struct config *c, const char *path, struct err *e)
{
    for (size_t i = 0; i < c->hook_count; i++)
        if (!c->hooks[i].secrets[0])
            return err_set(e, ERR_INPUT, "%s: [hook %s] has no secret", path, c->hooks[i].name);
    for (size_t i = 0; i < c->endpoint_count; i++)
        if (!c->endpoints[i].url || !c->endpoints[i].secret)
            return err_set(e, ERR_INPUT, "%s: [deliver %s] has no %s", path, c->endpoints[i].name,
                           c->endpoints[i].url ? "secret" : "url");
    return true;
}

static bool read_file(const char *path, struct arena *arena, struct config *config, struct err *e)
{
    struct bytes text;
    if (!fd_read_file(path, CONFIG_BYTES_MAX, arena, &text, e))
        return false;
    config->hooks = arena_alloc(arena, NAMED_MAX, sizeof *config->hooks);
    config->endpoints = arena_alloc(arena, NAMED_MAX, sizeof *config->endpoints);
    struct err why = {0};
    struct reading r = {.path = path, .left = text, .arena = arena, .config = config, .e = &why};
    int bad_line = ini_parse_stream(next_line, &r, on_value, &r); /* r.line is the last that was read */
    if (bad_line > 0 && (why.code == ERR_NONE || bad_line < r.line))
        return err_set(e, ERR_INPUT, "%s:%d: this is neither [section] nor key = value", path, bad_line);
    if (why.code != ERR_NONE)
        return err_set(e, why.code, "%s", why.text);
    return complete(config, path, e);
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

static bool read_environment(struct arena *arena, struct config *config, struct err *e)
{
    static const char *const names[][2] = {
        {"BOTHENDS_LISTEN", "listen"},   {"BOTHENDS_DATA", "data"},           {"BOTHENDS_DATABASE", "database"},
        {"BOTHENDS_WORKERS", "workers"}, {"BOTHENDS_ISOLATION", "isolation"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct reading r = {.path = names[i][0], .arena = arena, .config = config, .e = e};
        const char *value = getenv(names[i][0]);
        if (value && !set_server(&r, names[i][1], value))
            return false;
    }
    return true;
}

bool config_read(const char *path, struct arena *arena, struct config *out, struct err *e)
{
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);
    const char *home = getenv("HOME");
    struct config config = {
        .listen = "127.0.0.1:8080",
        .workers = cpus < 1             ? 1
                   : cpus > WORKERS_MAX ? WORKERS_MAX
                                        : (uint32_t)cpus,
        .least = geteuid() == 0 ? ISOLATION_FULL : ISOLATION_ROOTLESS,
        .user = "bothends",
        .queue_max = 10000,
        .submissions_per_minute = 60,
        .body_max = UINT64_C(8) * 1024 * 1024,
    };
    if ((path && !read_file(path, arena, &config, e)) || !read_environment(arena, &config, e))
        return false;
    if (!config.data) {
        if (geteuid() == 0)
            config.data = "/var/lib/bothends";
        else if (home && *home)
            config.data = arena_printf(arena, "%s/.local/share/bothends", home);
        else
            return err_set(e, ERR_INPUT, "HOME is not set: say where the data folder is");
    }
    if (!config.database)
        config.database = arena_printf(arena, "sqlite:%s/bothends.db", config.data);
    *out = config;
    return true;
}
