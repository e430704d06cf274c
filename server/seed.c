/* seed.c -- what a store holds before anybody used it: the catalogue's rubrics, an admin's token. */
#include "server/seed.h"

#include "rubrics/digest.h"
#include "rubrics/documents.h"
#include "rubrics/json.h"
#include "rubrics/rubric.h"
#include "sandbox/base/fd.h"
#include "server/log.h"
#include "server/paths.h"
#include "server/token.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CATALOG_MAX = 1000 };
static const char author[] = "catalog";

/* What tests/mutants/scores.py found of this very text, so that a score stands beside the rubric from the first day. A
 * self-test that was made here since is not touched. */
static bool put_score(struct store *store, const struct rubric *rubric, const json_t *score, struct err *e)
{
    static const char *const names[] = {"killed", "survived", "equivalent"};
    int64_t numbers[3];
    for (size_t i = 0; i < 3; i++) {
        const json_t *number = json_object_get(score, names[i]);
        if (!json_is_integer(number) || json_integer_value(number) < 0)
            return true; /* there is none */
        numbers[i] = json_integer_value(number);
    }
    return store_rubric_tested(store, rubric->id, rubric->sha256, numbers[0], numbers[1], numbers[2], e);
}

static bool put(struct store *store, const struct rubric *rubric, const json_t *score, size_t *count, struct err *e)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct store_rubric *versions = NULL;
    struct err why = {0};
    size_t version_count = 0;
    int64_t expected = RUBRIC_MUST_BE_NEW;
    if (store_rubric_versions(store, rubric->id, arena, &versions, &version_count, &why)) {
        if (strcmp(versions[0].author, author) != 0 || versions[0].deleted)
            return true;
        if (strcmp(versions[0].sha256, rubric->sha256) == 0)
            return versions[0].killed >= 0 || put_score(store, rubric, score, e);
        expected = versions[0].version;
    } else if (why.code != ERR_ABSENT) {
        return err_set(e, why.code, "%s", why.text);
    }
    struct store_rubric item = {.id = rubric->id, .json = rubric->json, .title = rubric->title, .author = author};
    memcpy(item.sha256, rubric->sha256, sizeof item.sha256);
    uint32_t version = 0, current = 0;
    if (!store_rubric_put(store, &item, expected, &version, &current, e))
        return false;
    *count += 1;
    return put_score(store, rubric, score, e);
}

/* The exercise's task.md as the rubric's task, where the rubric has none of its own: those who only have the service
 * must know what they are asked, too. It comes last; the rest of the text stays as it was written. */
static struct bytes with_task(const char *id, struct bytes json, struct arena *arena)
{
    const char *path = NULL;
    struct bytes task;
    struct err e = {0};
    AUTO_JSON json_t *document = NULL;
    if (!json_read(json, &document, &e) || json_object_get(document, "task") || json_object_size(document) == 0 ||
        !paths_rubrics(arena_printf(arena, "catalog/%s/task.md", id), arena, &path, &e) ||
        !fd_read_file(path, RUBRIC_BYTES_MAX, arena, &task, &e))
        return json; /* it is complete, faulty (told by rubric_parse), or has no task */
    const char *last = memrchr(json.data, '}', json.size);
    CHECK(last && last > json.data); /* it is an object, and not an empty one */
    size_t kept = (size_t)(last - json.data);
    while (strchr(" \t\r\n", json.data[kept - 1]))
        kept--;
    AUTO_JSON json_t *list = json_array();
    document_append(list, bytes_document(task));
    struct bytes quoted = json_write(list, false, arena); /* ["..."] */
    const char *close = memrchr(quoted.data, ']', quoted.size);
    CHECK(close && close > quoted.data + 1);
    AUTO_BUF struct buf out = {0};
    buf_add(&out, json.data, kept);
    buf_add_string(&out, ",\n  \"task\": ");
    buf_add(&out, quoted.data + 1, (size_t)(close - quoted.data - 1));
    buf_add_string(&out, "\n}\n");
    return (struct bytes){arena_copy(arena, out.data, out.size), out.size};
}

static bool put_file(struct store *store, const char *id, const json_t *scores, size_t *count, struct err *e)
{
    AUTO_ARENA struct arena *arena = arena_make();
    const char *path = NULL;
    struct bytes json;
    struct err why = {0};
    struct rubric rubric;
    struct rubric_errors errors = {0};
    if (!paths_rubrics(arena_printf(arena, "catalog/%s/rubric.json", id), arena, &path, e))
        return false;
    if (!fd_read_file(path, RUBRIC_BYTES_MAX, arena, &json, &why)) {
        log_line(LOG_LEVEL_WARN, "catalogue rubric not read", "rubric", id, "error", why.text, NULL);
        return true;
    }
    char sha256[65];
    digest_sha256(json, sha256);
    const json_t *score = json_object_get(scores, id);
    const char *tested = json_string_value(json_object_get(score, "rubric_sha256"));
    json = with_task(id, json, arena);
    if (!rubric_parse(json, arena, &rubric, &errors)) {
        log_line(LOG_LEVEL_ERROR, "catalogue rubric is faulty", "rubric", id, "at", errors.items[0].pointer, "error",
                 errors.items[0].detail, NULL);
        return true;
    }
    if (strcmp(rubric.id, id) != 0) {
        log_line(LOG_LEVEL_ERROR, "catalogue rubric is not named like its folder", "rubric", rubric.id, "folder", id,
                 NULL);
        return true;
    }
    return put(store, &rubric, tested && strcmp(tested, sha256) == 0 ? score : NULL, count, e);
}

static json_t *read_scores(struct arena *arena)
{
    const char *path = NULL;
    struct bytes text;
    struct err why = {0};
    json_t *scores = NULL;
    if (!paths_rubrics("catalog/scores.json", arena, &path, &why) ||
        !fd_read_file(path, RUBRIC_BYTES_MAX, arena, &text, &why) || !json_read(text, &scores, &why))
        log_line(LOG_LEVEL_WARN, "the catalogue's scores are not read", "error", why.text, NULL);
    return scores;
}

bool seed_rubrics(struct store *store, struct arena *arena, size_t *count, struct err *e)
{
    const char *path = NULL;
    AUTO_JSON json_t *scores = read_scores(arena);
    if (!paths_rubrics("catalog", arena, &path, e))
        return false;
    DIR *list = opendir(path);
    if (!list)
        return err_set(e, ERR_SYSTEM, "list catalogue '%s': %s", path, strerror(errno));
    size_t put_count = 0, seen = 0;
    bool ok = true;
    for (const struct dirent *entry = readdir(list); ok && entry && seen < CATALOG_MAX; entry = readdir(list), seen++)
        if (rubric_id_ok(entry->d_name))
            ok = put_file(store, entry->d_name, scores, &put_count, e);
    (void)closedir(list); /* only read */
    *count = put_count;
    return ok;
}

static bool write_token(int folder, const char *token, struct err *e)
{
    static const char name[] = "admin-token", part[] = ".admin-token.part";
    (void)unlinkat(folder, part, 0); /* of a start that was killed; most often there is none */
    AUTO_CLOSE int fd = openat(folder, part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0 || dprintf(fd, "%s\n", token) != TOKEN_SIZE || fsync(fd) < 0 ||
        renameat(folder, part, folder, name) < 0 || fsync(folder) < 0)
        return err_set(e, ERR_SYSTEM, "write '%s': %s", name, strerror(errno));
    return true;
}

/* The token of a first start that was killed before it was stored; "" when there is none. */
static void read_token(int folder, char out[static TOKEN_SIZE])
{
    char text[TOKEN_SIZE + 1] = "";
    AUTO_CLOSE int fd = openat(folder, "admin-token", O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, TOKEN_SIZE);
    text[n > 0 ? n : 0] = '\0';
    text[strcspn(text, "\n")] = '\0';
    out[0] = '\0';
    if (token_ok(text))
        memcpy(out, text, TOKEN_SIZE);
}

bool seed_admin_token(struct store *store, int folder, struct arena *arena, bool *made, struct err *e)
{
    struct store_token *tokens = NULL;
    size_t count = 0;
    char token[TOKEN_SIZE], id[ID_MAX];
    *made = false;
    if (!store_token_list(store, arena, &tokens, &count, e))
        return false;
    for (size_t i = 0; i < count; i++)
        if (tokens[i].role == ROLE_ADMIN)
            return true; /* also a revoked one: somebody decided so */
    *made = true;
    read_token(folder, token);
    if (!token[0]) {
        token_make(token);
        if (!write_token(folder, token, e))
            return false;
    }
    return token_add(store, token, ROLE_ADMIN, "admin", id, e);
}
