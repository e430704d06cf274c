/* assets.c -- what the pages and the report file are made of: server/web/dist, inside the program. */
#include "server/assets.h"

#include "sandbox/base/err.h"

#include <string.h>

/* The assembler copies the file in; BOTHENDS_DIST is the folder, with a slash (CMakeLists.txt). */
#define EMBED(name, file)                                                                    \
    __asm__(".section .rodata\n" #name "_begin:\n.incbin \"" BOTHENDS_DIST file "\"\n" #name \
            "_end:\n.byte 0\n.previous\n");                                                  \
    extern const char name##_begin[], name##_end[]

EMBED(asset_index_html, "index.html");
EMBED(asset_app_js, "app.js");
EMBED(asset_app_css, "app.css");
EMBED(asset_report_js, "report.js");
EMBED(asset_report_css, "report.css");
EMBED(asset_icon_svg, "icon.svg");
EMBED(asset_editor_js, "editor.js");
EMBED(asset_markdown_js, "markdown.js");
EMBED(asset_schema, "../../../rubrics/schema/rubric.schema.json"); /* what the editor completes by */

static const struct {
    const char *name, *type, *begin, *end;
} rows[] = {
    {"app.js", "text/javascript; charset=utf-8", asset_app_js_begin, asset_app_js_end},
    {"app.css", "text/css; charset=utf-8", asset_app_css_begin, asset_app_css_end},
    {"report.js", "text/javascript; charset=utf-8", asset_report_js_begin, asset_report_js_end},
    {"report.css", "text/css; charset=utf-8", asset_report_css_begin, asset_report_css_end},
    {"editor.js", "text/javascript; charset=utf-8", asset_editor_js_begin, asset_editor_js_end},
    {"markdown.js", "text/javascript; charset=utf-8", asset_markdown_js_begin, asset_markdown_js_end},
    {"rubric.schema.json", "application/json", asset_schema_begin, asset_schema_end},
    {"icon.svg", "image/svg+xml", asset_icon_svg_begin, asset_icon_svg_end},
};

bool assets_find(const char *name, struct asset *out)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i].name, name) != 0)
            continue;
        *out = (struct asset){rows[i].type, {rows[i].begin, (size_t)(rows[i].end - rows[i].begin)}};
        return true;
    }
    return false;
}

struct bytes assets_index(const char *nonce, struct arena *arena)
{
    static const char mark[] = "{{nonce}}";
    AUTO_BUF struct buf page = {0};
    const char *at = asset_index_html_begin, *found; /* a 0 follows the file */
    while ((found = strstr(at, mark))) {
        buf_add(&page, at, (size_t)(found - at));
        buf_add_string(&page, nonce);
        at = found + sizeof mark - 1;
    }
    buf_add_string(&page, at);
    return (struct bytes){arena_copy(arena, page.data, page.size), page.size};
}
