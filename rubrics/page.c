/* page.c -- text for a terminal: columns, wrapping, colour, source lines. */
#include "rubrics/page.h"

#include <string.h>

enum { TAB_COLUMNS = 8 };

/* --- characters --- */

/* The character that text starts with, as it may be shown (U+FFFD for what may not), and its columns. A tab is
 * one, shown by the caller. */
struct shown {
    struct bytes bytes;
    size_t taken, columns;
};

static uint32_t code_point(struct bytes text, size_t length)
{
    const unsigned char *p = (const unsigned char *)text.data;
    if (length <= 1)
        return p[0];
    uint32_t value = p[0] & (0x7fu >> length);
    for (size_t i = 1; i < length; i++)
        value = value << 6 | (p[i] & 0x3f);
    return value;
}

/* The wide and zero-width blocks of Unicode 15 that a program might print; no locale has a say. */
static size_t columns_of(uint32_t code)
{
    static const struct {
        uint32_t first, last;
        size_t columns;
    } rows[] = {
        {0x0300, 0x036f, 0},   {0x0483, 0x0489, 0},   {0x0591, 0x05bd, 0},   {0x0610, 0x061a, 0},
        {0x064b, 0x065f, 0},   {0x1100, 0x115f, 2},   {0x1ab0, 0x1aff, 0},   {0x1dc0, 0x1dff, 0},
        {0x200b, 0x200f, 0},   {0x20d0, 0x20ff, 0},   {0x2329, 0x232a, 2},   {0x2e80, 0x303e, 2},
        {0x3041, 0x33ff, 2},   {0x3400, 0x4dbf, 2},   {0x4e00, 0x9fff, 2},   {0xa000, 0xa4cf, 2},
        {0xa960, 0xa97f, 2},   {0xac00, 0xd7a3, 2},   {0xf900, 0xfaff, 2},   {0xfe00, 0xfe0f, 0},
        {0xfe20, 0xfe2f, 0},   {0xfe30, 0xfe6f, 2},   {0xfeff, 0xfeff, 0},   {0xff00, 0xff60, 2},
        {0xffe0, 0xffe6, 2},   {0x1f300, 0x1f64f, 2}, {0x1f680, 0x1f6ff, 2}, {0x1f900, 0x1f9ff, 2},
        {0x20000, 0x3fffd, 2}, {0xe0000, 0xe0fff, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows && code >= rows[i].first; i++)
        if (code <= rows[i].last)
            return rows[i].columns;
    return 1;
}

static struct shown next_character(struct bytes text)
{
    size_t length = bytes_utf8(text);
    uint32_t code = code_point(text, length);
    /* direction marks would show the rest of the line in another order than it is written */
    bool turns = length == 3 && ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069));
    if (length == 0 || turns || code < 0x20 || (code >= 0x7f && code < 0xa0))
        return (struct shown){code == '\t' ? BYTES("\t") : BYTES("\xef\xbf\xbd"), length > 0 ? length : 1, 1};
    return (struct shown){{text.data, length}, length, columns_of(code)};
}

static struct bytes skip(struct bytes text, size_t size)
{
    return (struct bytes){text.data + size, text.size - size};
}

size_t page_width(struct bytes text)
{
    size_t columns = 0;
    while (text.size > 0) {
        struct shown c = next_character(text);
        columns += c.columns;
        text = skip(text, c.taken);
    }
    return columns;
}

/* --- adding --- */

static void add_blanks(struct page *page, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buf_add(&page->text, " ", 1);
}

static void begin(struct page *page, enum style style)
{
    static const char *const codes[] = {
        [STYLE_PLAIN] = "",         [STYLE_BOLD] = "\033[1m",    [STYLE_DIM] = "\033[2m",  [STYLE_RED] = "\033[31m",
        [STYLE_GREEN] = "\033[32m", [STYLE_YELLOW] = "\033[33m", [STYLE_CYAN] = "\033[36m"};
    if (page->colour)
        buf_add_string(&page->text, codes[style]);
}

static void end(struct page *page, enum style style)
{
    if (page->colour && style != STYLE_PLAIN)
        buf_add_string(&page->text, "\033[0m");
}

/* At most columns of the text from column at on; true when all of it fitted. Tabs go to the next multiple of eight. */
static bool add_characters(struct page *page, struct bytes text, size_t at, size_t columns)
{
    for (size_t used = 0; text.size > 0;) {
        struct shown c = next_character(text);
        bool tab = c.bytes.data[0] == '\t';
        size_t width = tab ? TAB_COLUMNS - (at + used) % TAB_COLUMNS : c.columns;
        if (used + width > columns)
            return false;
        if (tab)
            add_blanks(page, width);
        else
            buf_add(&page->text, c.bytes.data, c.bytes.size);
        used += width;
        text = skip(text, c.taken);
    }
    return true;
}

void page_add(struct page *page, enum style style, const char *text)
{
    begin(page, style);
    for (struct bytes rest = {text, strlen(text)}; rest.size > 0;) {
        struct shown c = next_character(rest);
        if (rest.data[0] == '\n' || rest.data[0] == '\t')
            c.bytes = BYTES(" ");
        buf_add(&page->text, c.bytes.data, c.bytes.size);
        rest = skip(rest, c.taken);
    }
    end(page, style);
}

void page_fill(struct page *page, size_t used, size_t columns)
{
    add_blanks(page, used + columns < PAGE_COLUMNS ? PAGE_COLUMNS - used - columns : 1);
}

/* --- paragraphs --- */

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* The piece of a word that fits in columns; at least one character. */
static size_t fitting(struct bytes word, size_t columns)
{
    size_t size = 0, used = 0;
    while (size < word.size) {
        struct shown c = next_character(skip(word, size));
        if (size > 0 && used + c.columns > columns)
            break;
        used += c.columns;
        size += c.taken;
    }
    return size;
}

void page_paragraph(struct page *page, size_t indent, enum style label_style, const char *label, enum style style,
                    const char *text)
{
    add_blanks(page, indent);
    if (label) {
        page_add(page, label_style, label);
        buf_add(&page->text, " ", 1);
        indent += page_width((struct bytes){label, strlen(label)}) + 1;
    }
    begin(page, style);
    size_t used = 0, room = PAGE_COLUMNS > indent ? PAGE_COLUMNS - indent : 1;
    for (struct bytes rest = {text, strlen(text)}; rest.size > 0;) {
        if (is_space(rest.data[0])) {
            rest = skip(rest, 1);
            continue;
        }
        struct bytes word = {rest.data, 0};
        while (word.size < rest.size && !is_space(rest.data[word.size]))
            word.size++;
        size_t width = page_width(word);
        if (used > 0 && used + 1 + width > room) {
            buf_add(&page->text, "\n", 1);
            add_blanks(page, indent);
            used = 0;
        } else if (used > 0) {
            buf_add(&page->text, " ", 1);
            used++;
        }
        if (width > room) /* longer than a line: broken anywhere */
            word.size = fitting(word, room);
        (void)add_characters(page, word, 0, SIZE_MAX); /* has no edge: it was measured above */
        used += page_width(word);
        rest = skip(rest, word.size);
    }
    end(page, style);
    buf_add(&page->text, "\n", 1);
}

/* --- lines as they are --- */

static bool take_line(struct bytes *rest, struct bytes *line)
{
    if (rest->size == 0)
        return false;
    const char *newline = memchr(rest->data, '\n', rest->size);
    line->data = rest->data;
    line->size = newline ? (size_t)(newline - rest->data) : rest->size;
    *rest = skip(*rest, line->size + (newline ? 1 : 0));
    return true;
}

/* One that is too long ends in an ellipsis. */
static void add_cut(struct page *page, struct bytes line, size_t room)
{
    size_t before = page->text.size;
    if (add_characters(page, line, 0, room))
        return;
    page->text.size = before; /* again, with room for the ellipsis */
    (void)add_characters(page, line, 0, room - 1);
    buf_add_string(&page->text, "…");
}

static void add_line(struct page *page, size_t indent, enum style style, struct bytes line)
{
    add_blanks(page, indent);
    begin(page, style);
    add_cut(page, line, PAGE_COLUMNS > indent ? PAGE_COLUMNS - indent : 1);
    end(page, style);
    buf_add(&page->text, "\n", 1);
}

void page_block(struct page *page, size_t indent, enum style style, struct bytes text, size_t lines_max)
{
    struct bytes line;
    for (size_t i = 0; i < lines_max && take_line(&text, &line); i++)
        add_line(page, indent, style, line);
    if (text.size > 0)
        add_line(page, indent, STYLE_DIM, BYTES("…"));
}

void page_source(struct page *page, size_t indent, struct bytes source, uint32_t line, uint32_t column)
{
    struct bytes text = {0}, before = {0}, rest = source;
    for (uint32_t i = 0; i < line; i++) {
        before = text;
        if (!take_line(&rest, &text))
            return;
    }
    enum { GUTTER = 8 }; /* "%5u | " */
    size_t at = indent + GUTTER, room = PAGE_COLUMNS > at ? PAGE_COLUMNS - at : 1;
    for (int i = line > 1 ? 0 : 1; i < 2; i++) {
        add_blanks(page, indent);
        begin(page, STYLE_DIM);
        buf_printf(&page->text, "%5u | ", line - (i == 0));
        end(page, STYLE_DIM);
        add_cut(page, i == 0 ? before : text, room);
        buf_add(&page->text, "\n", 1);
    }
    if (column == 0 || column > text.size + 1)
        return;
    struct page ruler = {0}; /* how wide is what stands before the column, tabs included? */
    (void)add_characters(&ruler, (struct bytes){text.data, column - 1}, 0, SIZE_MAX); /* no edge */
    size_t width = page_width((struct bytes){ruler.text.data, ruler.text.size});
    buf_free(&ruler.text);
    if (width >= room)
        return;
    add_blanks(page, indent);
    begin(page, STYLE_DIM);
    buf_add_string(&page->text, "      | ");
    end(page, STYLE_DIM);
    add_blanks(page, width);
    page_add(page, STYLE_GREEN, "^");
    buf_add(&page->text, "\n", 1);
}
