/* page.h -- text for a terminal: columns, wrapping, colour, source lines. */
#ifndef RUBRICS_PAGE_H
#define RUBRICS_PAGE_H

#include "rubrics/evidence.h"
#include "sandbox/base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PAGE_COLUMNS = 100 };

enum style { STYLE_PLAIN, STYLE_BOLD, STYLE_DIM, STYLE_RED, STYLE_GREEN, STYLE_YELLOW, STYLE_CYAN };

/* Every text given to these functions may be a student's: control characters never reach the page, and only the page's
 * own colours are escape sequences. Start with {.colour = ...}; buf_free(&page.text) ends it. */
struct page {
    struct buf text;
    bool colour;
};

/* Columns a terminal takes for UTF-8 text (wide characters 2, combining ones 0). */
size_t page_width(struct bytes text);

/* Appends text on the current line as it is, a newline as a blank. */
void page_add(struct page *page, enum style style, const char *text);

/* Appends blanks so that the next text of this many columns ends at the right edge of the page; used is what the line
 * has already. */
void page_fill(struct page *page, size_t used, size_t columns);

/* A paragraph: words wrapped at the edge, every line indented, the first one after label (NULL: none), the others
 * below the first word. */
void page_paragraph(struct page *page, size_t indent, enum style label_style, const char *label, enum style style,
                    const char *text);

/* Lines as they are, indented; one that is too long is cut and ends in an ellipsis. At most lines_max of them. */
void page_block(struct page *page, size_t indent, enum style style, struct bytes text, size_t lines_max);

/* Source line number line with the one before it and, when column is not 0, a caret below; nothing when the source
 * has no such line. */
void page_source(struct page *page, size_t indent, struct bytes source, uint32_t line, uint32_t column);

#endif
