/* tape.c -- what the walls answered while one submission was graded: judged again without running anything. */
#include "server/tape.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* The bytes: a head, then for each run its own head, its events, and each blob as a 64-bit length and its bytes. It is
 * written and read on one machine or on several of one kind, in their byte order; what does not fit is refused. */

enum { TAPE_RUNS_MAX = 4096, BLOBS_MAX = SPEC_FILES_MAX + 4 };

struct entry {
    struct tape_run run;
    bool taken;
    struct entry *next;
};

struct tape {
    struct arena *arena;
    struct entry *first, **last;
    size_t count, size;
};

struct head {
    char magic[24]; /* "bothends.tape/2 VERSION" */
    uint32_t event_size, run_count;
};

struct run_head {
    char digest[65];
    uint32_t event_count, blob_count;
};

static void head_make(struct head *head, size_t count)
{
    *head = (struct head){.event_size = sizeof(struct event), .run_count = (uint32_t)count};
    (void)snprintf(head->magic, sizeof head->magic, "bothends.tape/2 %.7s", BOTHENDS_VERSION); /* cut is still ours */
}

void tape_digest(const struct spec *spec, const struct bytes *inputs, size_t input_count, char out[static 65])
{
    AUTO_BUF struct buf all = {0};
    char hex[65];
    struct spec plain = *spec;
    plain.least_isolation = 0;
    while (plain.file_count > 0 && plain.files[plain.file_count - 1].place == PLACE_OUT) {
        struct spec_file *last = &plain.files[--plain.file_count];
        plain.text_size = last->name;
        *last = (struct spec_file){0};
    }
    buf_add(&all, &plain, offsetof(struct spec, text) + plain.text_size);
    for (size_t i = 0; i < input_count; i++) {
        digest_sha256(inputs[i], hex);
        buf_add(&all, hex, sizeof hex);
    }
    digest_sha256((struct bytes){all.data, all.size}, out);
}

struct tape *tape_make(struct arena *arena)
{
    struct tape *tape = arena_alloc(arena, 1, sizeof *tape);
    tape->arena = arena;
    tape->last = &tape->first;
    tape->size = sizeof(struct head);
    return tape;
}

struct bytes tape_outs(const struct tape_run *run)
{
    return run->blob_count > 0 ? run->blobs[run->blob_count - 1] : (struct bytes){"", 0};
}

/* Is each of the names among the others? */
static bool has_all(struct bytes names, struct bytes wanted)
{
    for (size_t at = 0, size; at < wanted.size; at += size) {
        const char *end = memchr(wanted.data + at, '\n', wanted.size - at);
        size = end ? (size_t)(end - (wanted.data + at)) + 1 : wanted.size - at;
        bool found = false;
        for (size_t i = 0; i + size <= names.size && !found; i++)
            found = (i == 0 || names.data[i - 1] == '\n') && memcmp(names.data + i, wanted.data + at, size) == 0;
        if (!found)
            return false;
    }
    return true;
}

const struct tape_run *tape_next(struct tape *tape, const char digest[static 65], struct bytes outs)
{
    for (struct entry *entry = tape->first; entry; entry = entry->next) {
        if (entry->taken || strcmp(entry->run.digest, digest) != 0 || !has_all(tape_outs(&entry->run), outs))
            continue;
        entry->taken = true;
        return &entry->run;
    }
    return NULL;
}

static size_t run_size(const struct tape_run *run)
{
    size_t size = sizeof(struct run_head) + run->event_count * sizeof *run->events;
    for (size_t i = 0; i < run->blob_count; i++)
        size += sizeof(uint64_t) + run->blobs[i].size;
    return size;
}

static void append(struct tape *tape, const struct tape_run *run, bool taken)
{
    struct entry *entry = arena_alloc(tape->arena, 1, sizeof *entry);
    *entry = (struct entry){.run = *run, .taken = taken};
    *tape->last = entry;
    tape->last = &entry->next;
    tape->count++;
    tape->size += run_size(run);
}

void tape_add(struct tape *tape, const struct tape_run *run)
{
    if (tape->count == TAPE_RUNS_MAX || tape->size + run_size(run) > TAPE_BYTES_MAX)
        return;
    struct bytes *blobs = arena_alloc(tape->arena, run->blob_count + 1, sizeof *blobs);
    struct tape_run copy = *run;
    for (size_t i = 0; i < run->blob_count; i++)
        blobs[i] = (struct bytes){arena_copy(tape->arena, run->blobs[i].data, run->blobs[i].size), run->blobs[i].size};
    copy.blobs = blobs;
    struct event *events = arena_alloc(tape->arena, run->event_count + 1, sizeof *events);
    if (run->event_count > 0)
        memcpy(events, run->events, run->event_count * sizeof *events);
    copy.events = events;
    append(tape, &copy, true); /* it is what was just run: asked again, the job is run again */
}

struct bytes tape_write(const struct tape *tape, struct arena *arena)
{
    char *out = arena_alloc(arena, tape->size, 1), *at = out;
    struct head head;
    head_make(&head, tape->count);
    at = (char *)memcpy(at, &head, sizeof head) + sizeof head;
    for (const struct entry *entry = tape->first; entry; entry = entry->next) {
        const struct tape_run *run = &entry->run;
        struct run_head run_head = {.event_count = (uint32_t)run->event_count, .blob_count = (uint32_t)run->blob_count};
        memcpy(run_head.digest, run->digest, sizeof run_head.digest);
        at = (char *)memcpy(at, &run_head, sizeof run_head) + sizeof run_head;
        at = (char *)memcpy(at, run->events, run->event_count * sizeof *run->events) +
             run->event_count * sizeof *run->events;
        for (size_t i = 0; i < run->blob_count; i++) {
            uint64_t size = run->blobs[i].size;
            at = (char *)memcpy(at, &size, sizeof size) + sizeof size;
            if (size > 0)
                at = (char *)memcpy(at, run->blobs[i].data, size) + size;
        }
    }
    CHECK(at == out + tape->size);
    return (struct bytes){out, tape->size};
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static bool take(struct bytes *data, void *out, size_t size)
{
    if (data->size < size)
        return false;
    memcpy(out, data->data, size);
    *data = (struct bytes){data->data + size, data->size - size};
    return true;
}

static bool take_run(struct bytes *data, struct tape *tape)
{
    struct run_head head;
    struct tape_run run = {0};
    if (!take(data, &head, sizeof head) || head.event_count > EVENTS_MAX + 1u || head.blob_count > BLOBS_MAX ||
        strnlen(head.digest, sizeof head.digest) != sizeof head.digest - 1)
        return false;
    memcpy(run.digest, head.digest, sizeof run.digest);
    size_t events_size = head.event_count * sizeof(struct event);
    if (data->size < events_size)
        return false;
    struct event *events = arena_alloc(tape->arena, head.event_count + 1, sizeof *events);
    struct bytes *blobs = arena_alloc(tape->arena, head.blob_count + 1, sizeof *blobs);
    if (!take(data, events, events_size))
        return false;
    for (uint32_t i = 0; i < head.blob_count; i++) {
        uint64_t size = 0;
        if (!take(data, &size, sizeof size) || data->size < size)
            return false;
        blobs[i] = (struct bytes){data->data, (size_t)size};
        *data = (struct bytes){data->data + size, data->size - (size_t)size};
    }
    run.events = events;
    run.event_count = head.event_count;
    run.blobs = blobs;
    run.blob_count = head.blob_count;
    append(tape, &run, false);
    return true;
}

bool tape_read(struct bytes data, struct arena *arena, struct tape **out, struct err *e)
{
    struct head head, ours;
    if (!take(&data, &head, sizeof head) || head.run_count > TAPE_RUNS_MAX)
        return err_set(e, ERR_INPUT, "this is no evidence of a grade");
    head_make(&ours, head.run_count);
    if (memcmp(&head, &ours, sizeof head) != 0)
        return err_set(e, ERR_INPUT, "this evidence was written by another version of Bothends");
    struct tape *tape = tape_make(arena);
    for (uint32_t i = 0; i < head.run_count; i++)
        if (!take_run(&data, tape))
            return err_set(e, ERR_INPUT, "run %u of this evidence is cut short or makes no sense", i);
    if (data.size > 0)
        return err_set(e, ERR_INPUT, "there is more after the evidence");
    *out = tape;
    return true;
}
