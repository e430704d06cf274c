/* token.c -- `bothends token create|list|revoke`. */
#include "server/token.h"

#include "server/cli/cli.h"
#include "server/config.h"
#include "server/folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char usage[] = "usage: bothends token create --role student|instructor|admin --name NAME\n"
                            "       bothends token list\n"
                            "       bothends token revoke ID\n"
                            "each with [--data DIR] [--database URL]; create prints the token alone on its last line\n";

struct arguments {
    const char *verb, *role, *name, *id;
};

static bool print(const char *text)
{
    return cli_print((struct bytes){text, strlen(text)});
}

static bool create(struct store *store, const struct arguments *a, struct err *e)
{
    enum role role;
    char token[TOKEN_SIZE], id[ID_MAX], text[TOKEN_SIZE + 1];
    if (!a->role || !role_parse(a->role, &role))
        return err_set(e, ERR_INPUT, "--role must be student, instructor or admin");
    if (!a->name || !token_name_ok(a->name))
        return err_set(e, ERR_INPUT, "--name must be 1 to %d bytes of printable text, no blank at either end",
                       TOKEN_NAME_MAX);
    token_make(token);
    if (!token_add(store, token, role, a->name, id, e))
        return false;
    (void)fprintf(stderr, "%s is %s %s; this is the only time its token is shown:\n", id, a->role, a->name);
    (void)snprintf(text, sizeof text, "%s\n", token); /* fits */
    return print(text) || err_set(e, ERR_SYSTEM, "the token %s was made and could not be shown: revoke it", id);
}

static void day(int64_t unix_ms, char out[static 16])
{
    time_t seconds = (time_t)(unix_ms / 1000);
    struct tm t;
    if (unix_ms == 0 || !gmtime_r(&seconds, &t) || strftime(out, 16, "%Y-%m-%d", &t) == 0)
        (void)snprintf(out, 16, "-"); /* fits */
}

static bool list(struct store *store, struct arena *arena, struct err *e)
{
    struct store_token *tokens = NULL;
    size_t count = 0;
    if (!store_token_list(store, arena, &tokens, &count, e))
        return false;
    AUTO_BUF struct buf text = {0};
    buf_printf(&text, "%-30s  %-10s  %-10s  %-10s  %s\n", "id", "role", "created", "revoked", "name");
    for (size_t i = 0; i < count; i++) {
        char created[16], revoked[16];
        day(tokens[i].created_ms, created);
        day(tokens[i].revoked_ms, revoked);
        buf_printf(&text, "%-30s  %-10s  %-10s  %-10s  %s\n", tokens[i].id, role_name(tokens[i].role), created, revoked,
                   tokens[i].name);
    }
    return print(text.data) || err_set(e, ERR_SYSTEM, "the list could not be shown");
}

static bool run(const struct arguments *a, struct arena *arena, struct err *e)
{
    struct config config;
    struct store *store = NULL;
    if (!config_read(NULL, arena, &config, e) || (!getenv("BOTHENDS_DATABASE") && !folder_make(config.data, e)) ||
        !store_open(&store, config.database, e))
        return false;
    bool ok = false;
    if (strcmp(a->verb, "create") == 0)
        ok = create(store, a, e);
    else if (strcmp(a->verb, "list") == 0)
        ok = list(store, arena, e);
    else
        ok = store_token_revoke(store, a->id, e);
    store_close(store);
    return ok;
}

int cli_token(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return cli_print(BYTES(usage)) ? EXIT_DONE : EXIT_BROKEN;
    struct arguments a = {.verb = argc > 1 ? argv[1] : ""};
    bool revoke = strcmp(a.verb, "revoke") == 0;
    bool known = revoke || strcmp(a.verb, "create") == 0 || strcmp(a.verb, "list") == 0;
    const struct cli_setting flags[] = {{"--role", &a.role, NULL},
                                        {"--name", &a.name, NULL},
                                        {"--data", NULL, "BOTHENDS_DATA"},
                                        {"--database", NULL, "BOTHENDS_DATABASE"},
                                        {0}};
    for (int at = 2; known && at < argc;) {
        if (argv[at][0] != '-' && revoke && !a.id)
            a.id = argv[at++];
        else
            known = cli_setting(flags, argc, argv, &at) == 1;
    }
    if (!known || (revoke && !a.id)) {
        (void)fputs(usage, stderr); /* last words */
        return EXIT_USAGE;
    }
    struct err e = {0};
    AUTO_ARENA struct arena *arena = arena_make();
    return run(&a, arena, &e) ? EXIT_DONE : cli_fail(&e);
}
