/* report_page.c -- one HTML file that shows a grade or a run report, with nothing to load from anywhere.
 *
 * The document goes in as data: JSON in a script element of type application/json, where every '<', '>' and '&' is
 * written \u003c and so on, so nothing in it can end the element or begin another. The policy lets only the script and
 * the style of ours run, by their hashes, and forbids every request. */
#include "server/report_page.h"

#include "rubrics/digest.h"
#include "rubrics/documents.h"
#include "rubrics/json.h"
#include "server/assets.h"

#include <string.h>

static const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

/* 'sha256-...' of a policy (CSP level 3, 2.3.1). */
static const char *policy_hash(struct bytes data, struct arena *arena)
{
    char hex[65];
    unsigned char raw[32];
    digest_sha256(data, hex);
    for (size_t i = 0; i < sizeof raw; i++) {
        const char *digits = "0123456789abcdef";
        raw[i] =
            (unsigned char)((strchr(digits, hex[2 * i]) - digits) << 4 | (strchr(digits, hex[2 * i + 1]) - digits));
    }
    return arena_printf(arena, "'sha256-%s'", digest_base64((struct bytes){(const char *)raw, sizeof raw}, arena));
}

static void add_json(struct buf *out, const json_t *document, struct arena *arena)
{
    struct bytes text = json_write(document, false, arena);
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '<' || c == '>' || c == '&') /* only strings can hold them */
            buf_printf(out, "\\u%04x", (unsigned)c);
        else
            buf_add(out, &c, 1);
    }
}

/* The name under which the grade speaks of these bytes, whatever path they were given by; NULL: it does not. */
static const char *name_in_grade(const json_t *document, struct bytes data)
{
    char hex[65];
    size_t i;
    json_t *named;
    digest_sha256(data, hex);
    json_array_foreach(json_object_get(document, "files"), i, named)
    {
        if (strcmp(text_at(named, "sha256"), hex) == 0)
            return text_at(named, "name");
    }
    return NULL;
}

/* [{"name", "text"}] */
static bool add_sources(json_t *to, const json_t *shown, const struct source *files, size_t count, struct err *e)
{
    bool run = strcmp(text_at(shown, "schema"), "bothends.run/1") == 0;
    for (size_t i = 0; i < count; i++) {
        const char *name = run ? files[i].name : name_in_grade(shown, files[i].data);
        if (!name)
            return err_set(e, ERR_INPUT, "'%s' is not what was graded: no file of the grade has its SHA-256",
                           files[i].name);
        json_t *item = json_object();
        document_set(item, "name", text_document(name));
        document_set(item, "text", bytes_document(files[i].data));
        document_append(to, item);
    }
    return true;
}

static void add_page(struct buf *page, const json_t *all, struct arena *arena)
{
    struct asset script = {0}, style = {0};
    CHECK(assets_find("report.js", &script) && assets_find("report.css", &style));
    buf_printf(page,
               "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src %s; style-src "
               "%s; base-uri 'none'; form-action 'none'\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
               "<meta name=\"color-scheme\" content=\"light dark\">\n<title>Bothends report</title>\n<style>",
               policy_hash(script.data, arena), policy_hash(style.data, arena));
    buf_add(page, style.data.data, style.data.size);
    buf_add_string(page, "</style></head>\n<body><main id=\"report\"></main>\n"
                         "<noscript>This report is drawn by the script in it.</noscript>\n"
                         "<script type=\"application/json\" id=\"data\">");
    add_json(page, all, arena);
    buf_add_string(page, "</script>\n<script>");
    buf_add(page, script.data.data, script.data.size);
    buf_add_string(page, "</script></body></html>\n");
}

bool report_page(struct bytes document, const struct source *files, size_t count, struct arena *arena,
                 struct bytes *out, struct err *e)
{
    AUTO_JSON json_t *shown = NULL;
    if (!json_read(document, &shown, e))
        return false;
    const char *schema = text_at(shown, "schema");
    if (strcmp(schema, "bothends.run/1") != 0 && strcmp(schema, "bothends.grade/1") != 0)
        return err_set(e, ERR_INPUT, "this is neither a grade nor a run report: its schema is '%s'", schema);
    AUTO_JSON json_t *all = json_object();
    json_t *sources = json_array();
    document_set(all, "document", json_incref(shown));
    document_set(all, "sources", sources);
    if (!add_sources(sources, shown, files, count, e))
        return false;
    AUTO_BUF struct buf page = {0};
    add_page(&page, all, arena);
    *out = (struct bytes){arena_copy(arena, page.data, page.size), page.size};
    return true;
}
