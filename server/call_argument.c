/* call_argument.c -- finds a call in the student's source by its line and column, and reads its first argument. */
#include "server/call_argument.h"

#include "server/sources.h"

#include <stdbool.h>
#include <string.h>

enum { NAME_MAX_ = 64 };

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static size_t word_size(struct bytes text, size_t at)
{
    size_t size = 0;
    while (at + size < text.size && is_letter(text.data[at + size]))
        size++;
    return size;
}

static size_t skip_blanks(struct bytes text, size_t at)
{
    while (at < text.size && (text.data[at] == ' ' || text.data[at] == '\t'))
        at++;
    return at;
}

static bool is_at(struct bytes text, size_t at, char c)
{
    return at < text.size && text.data[at] == c;
}

/* Behind "function (" at this place; 0: something else is there. */
static size_t behind_call(struct bytes text, size_t at, const char *function)
{
    size_t size = strlen(function);
    bool begins = at == 0 || !is_letter(text.data[at - 1]);
    if (!begins || at >= text.size || word_size(text, at) != size || memcmp(text.data + at, function, size) != 0)
        return 0;
    at = skip_blanks(text, at + size);
    return is_at(text, at, '(') ? at + 1 : 0;
}

/* Behind the opening parenthesis of the call; 0: it is not to be found, or not to be told from another. */
static size_t find_call(struct bytes text, const char *function, uint32_t line, uint32_t column)
{
    size_t begin = 0, found = 0, calls = 0;
    for (uint32_t i = 1; i < line; i++) {
        const char *end = begin < text.size ? memchr(text.data + begin, '\n', text.size - begin) : NULL;
        if (!end)
            return 0;
        begin = (size_t)(end - text.data) + 1;
    }
    const char *end = begin < text.size ? memchr(text.data + begin, '\n', text.size - begin) : NULL;
    size_t stop = end ? (size_t)(end - text.data) : text.size;
    if (column > 0 && column <= stop - begin && behind_call(text, begin + column - 1, function))
        return behind_call(text, begin + column - 1, function);
    for (size_t i = begin; i < stop; i++) {
        size_t behind = behind_call(text, i, function);
        found = behind ? behind : found;
        calls += behind != 0;
    }
    return calls == 1 ? found : 0;
}

/* The last word before this place is one that stands before what is declared: a type, or one more of its variables. */
static bool may_declare(struct bytes text, size_t at)
{
    static const char *const others[] = {"return", "else", "case", "do", "sizeof"};
    while (at > 0 && strchr(" \t\n", text.data[at - 1]))
        at--;
    size_t size = 0;
    while (size < at && is_letter(text.data[at - size - 1]))
        size++;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (size == strlen(others[i]) && memcmp(text.data + at - size, others[i], size) == 0)
            return false;
    return size > 0 || (at > 0 && text.data[at - 1] == ',');
}

/* Does a declaration outside of any parentheses make an array of this name? */
static bool is_array(struct bytes text, const char *name, size_t size)
{
    size_t depth = 0;
    for (size_t i = 0; i < text.size;) {
        size_t behind = source_skip(text, i);
        if (behind != i) {
            i = behind;
            continue;
        }
        depth += text.data[i] == '(';
        depth -= text.data[i] == ')' && depth > 0;
        size_t word = word_size(text, i);
        if (depth == 0 && word == size && memcmp(text.data + i, name, size) == 0 &&
            is_at(text, skip_blanks(text, i + word), '[') && may_declare(text, i))
            return true;
        i += word > 0 ? word : 1;
    }
    return false;
}

const char *call_argument(struct bytes text, const char *function, uint32_t line, uint32_t column, struct arena *arena)
{
    size_t begin = find_call(text, function, line, column);
    begin = begin ? skip_blanks(text, begin) : 0;
    size_t name = begin ? word_size(text, begin) : 0, end = begin + name;
    if (name == 0 || name > NAME_MAX_ || !is_array(text, text.data + begin, name))
        return "";
    if (is_at(text, end, '[')) { /* a number only: what a variable was then is not what it is now */
        size_t digits = word_size(text, end + 1);
        for (size_t i = 0; i < digits; i++)
            if (text.data[end + 1 + i] < '0' || text.data[end + 1 + i] > '9')
                return "";
        end += 1 + digits;
        if (digits == 0 || digits > NAME_MAX_ || !is_at(text, end++, ']'))
            return "";
    }
    size_t next = skip_blanks(text, end);
    return is_at(text, next, ')') || is_at(text, next, ',') ? arena_copy(arena, text.data + begin, end - begin) : "";
}
