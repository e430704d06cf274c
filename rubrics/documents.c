/* documents.c -- the pieces that the JSON documents of contract.md are put together from. */
#include "rubrics/documents.h"

#include "sandbox/base/err.h"

#include <string.h>

void document_set(json_t *object, const char *key, json_t *value)
{
    CHECK(object && value && json_object_set_new(object, key, value) == 0);
}

void document_append(json_t *array, json_t *value)
{
    CHECK(array && value && json_array_append_new(array, value) == 0);
}

json_t *bytes_document(struct bytes data)
{
    AUTO_BUF struct buf clean = {0};
    buf_add(&clean, "", 0);
    while (data.size > 0) {
        size_t length = bytes_utf8(data);
        if (length == 0 || data.data[0] == '\0')
            buf_add_string(&clean, "\xef\xbf\xbd");
        else
            buf_add(&clean, data.data, length);
        length = length > 0 ? length : 1;
        data.data += length;
        data.size -= length;
    }
    json_t *text = json_stringn(clean.data, clean.size);
    CHECK(text);
    return text;
}

json_t *text_document(const char *text)
{
    return text ? bytes_document((struct bytes){text, strlen(text)}) : json_null();
}

json_t *place_document(const struct place *place)
{
    json_t *out = json_object();
    document_set(out, "file", text_document(place->file));
    document_set(out, "line", json_integer(place->line));
    if (place->column > 0)
        document_set(out, "column", json_integer(place->column));
    document_set(out, "function", text_document(place->function));
    return out;
}

json_t *finding_document(const struct finding *finding)
{
    json_t *out = json_object();
    json_t *where = json_array();
    document_set(out, "code", text_document(finding_code_name(finding->code)));
    document_set(out, "severity", text_document(severity_name(finding->severity)));
    document_set(out, "process", text_document(finding->process));
    document_set(out, "thread", finding->thread > 0 ? json_integer(finding->thread) : json_null());
    if (finding->case_id)
        document_set(out, "case", text_document(finding->case_id));
    if (finding->run > 0)
        document_set(out, "run", json_integer(finding->run));
    document_set(out, "message", text_document(finding->message));
    document_set(out, "hint", text_document(finding->hint));
    for (size_t i = 0; i < finding->where_count; i++)
        document_append(where, place_document(&finding->where[i]));
    document_set(out, "where", where);
    if (finding->option)
        document_set(out, "option", text_document(finding->option));
    if (finding->detail)
        document_set(out, "detail", text_document(finding->detail));
    if (finding->variable)
        document_set(out, "variable", text_document(finding->variable));
    if (finding->seed > 0)
        document_set(out, "seed", json_integer((json_int_t)finding->seed));
    if (finding->pipe || finding->has_fd)
        document_set(out, "fd", json_integer(finding->fd));
    if (finding->pipe) {
        document_set(out, "pipe", text_document(finding->pipe));
        document_set(out, "end", text_document(finding->end));
    }
    if (finding->stuck) {
        json_t *deadlock = deadlock_document(finding->stuck);
        document_set(out, "kind", json_incref(json_object_get(deadlock, "kind")));
        document_set(out, "waits", json_incref(json_object_get(deadlock, "waits")));
        document_set(out, "culprits", json_incref(json_object_get(deadlock, "culprits")));
        json_decref(deadlock);
    }
    return out;
}
