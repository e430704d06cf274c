/* echoes.c -- text that waits in the buffer of stdout when a process forks, and that its child writes out once more.
 *
 * Theory of operation. A pipe or a file as stdout makes stdio keep what is printed until its buffer is full or the
 * process ends by exit(). fork() copies that buffer. So as a process forks, the stdio of the C library is looked at in
 * its memory, and once more as the child ends: text that has left the child's buffer was written by it, too. Where it
 * is follows from our own copy of the same library: its stdout lies as far from its code there as here. What is found
 * must look like it, for it is the program's memory: a number, a buffer, and an order of pointers. Whoever puts up a
 * show there gets a finding that says less than nothing; the text must also stand twice in what was printed, or
 * have gone into a pipe. */
#include "sandbox/echoes.h"

#include "sandbox/base/err.h"
#include "sandbox/stacks.h"

#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static const char library[] = "/libc.so.6";
enum { BUFFER_MAX = 1 << 24 };
static const unsigned MAGIC = 0xfbad0000, MAGIC_MASK = 0xffff0000; /* of glibc's FILE */

static bool ends_in(const char *text, size_t size, const char *end)
{
    return size >= strlen(end) && memcmp(text + size - strlen(end), end, strlen(end)) == 0;
}

/* How far stdout lies from where the library's code begins, page by page. */
static int find_own(struct dl_phdr_info *info, size_t size, void *out)
{
    (void)size;
    if (!ends_in(info->dlpi_name, strlen(info->dlpi_name), library))
        return 0;
    for (size_t i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_LOAD && info->dlpi_phdr[i].p_flags & PF_X)
            *(uint64_t *)out =
                (uint64_t)(uintptr_t)stdout - ((info->dlpi_addr + info->dlpi_phdr[i].p_vaddr) & ~UINT64_C(4095));
    return 1;
}

/* Where stdout is in a task whose executable mappings were just looked at; 0: not known. */
static uint64_t find_stdout(const struct stacks *stacks, const struct task *task)
{
    uint64_t distance = 0;
    if (!stacks || stacks->image != task->image || dl_iterate_phdr(find_own, &distance) == 0)
        return 0;
    for (const char *line = stacks->maps, *end = line + stacks->maps_size; line < end;) {
        const char *newline = memchr(line, '\n', (size_t)(end - line));
        size_t size = (size_t)((newline ? newline : end) - line);
        if (ends_in(line, size, library))
            return strtoull(line, NULL, 16) + distance;
        line += size + 1;
    }
    return 0;
}

/* How many bytes wait in the buffer of a stopped task's stdout, which is there; *text: where. False: it is not. */
static bool count_bytes(pid_t pid, uint64_t at, size_t *bytes, void **text)
{
    FILE file; /* NOLINT(cert-fio38-c): the bytes of one, not a stream */
    struct iovec ours = {&file, sizeof file}, theirs = {(void *)(uintptr_t)at, sizeof file};
    if (at == 0 || process_vm_readv(pid, &ours, 1, &theirs, 1, 0) != sizeof file ||
        ((unsigned)file._flags & MAGIC_MASK) != MAGIC || file._fileno != STDOUT_FILENO ||
        file._IO_write_base > file._IO_write_ptr || file._IO_write_ptr > file._IO_buf_end)
        return false;
    *bytes = (size_t)(file._IO_write_ptr - file._IO_write_base);
    *text = file._IO_write_base;
    return *bytes <= BUFFER_MAX;
}

void echoes_born(const struct tracer *tracer, struct task *maker, struct task *child)
{
    size_t bytes;
    void *text;
    maker->echo.at = maker->echo.at ? maker->echo.at : find_stdout(tracer->stacks, maker);
    child->echo = (struct echo){.at = maker->echo.at};
    if (!count_bytes(maker->pid, maker->echo.at, &bytes, &text) || bytes == 0)
        return;
    struct iovec ours = {child->echo.text, bytes < EVENT_TEXT ? bytes : EVENT_TEXT - 1}, theirs = {text, ours.iov_len};
    if (process_vm_readv(maker->pid, &ours, 1, &theirs, 1, 0) == (ssize_t)ours.iov_len)
        child->echo.bytes = bytes;
}

void echoes_exit(struct tracer *tracer, const struct task *task)
{
    size_t bytes;
    void *text;
    if (task->echo.bytes > 0 && count_bytes(task->pid, task->echo.at, &bytes, &text) && bytes < task->echo.bytes)
        tracer_say(tracer, task, EV_ECHO, ARGS((int64_t)task->echo.bytes), task->echo.text);
}
