/* echoes.c -- text that waits in the buffer of stdout when a process forks, and that its child writes out once more;
 * what waits in the buffers of all its streams as a run is ended.
 *
 * Theory of operation. A pipe or a file as stdout makes stdio keep what is printed until its buffer is full or the
 * process ends by exit(). fork() copies that buffer. So as a process forks, the stdio of the C library is looked at in
 * its memory, and once more as the child ends: text that has left the child's buffer was written by it, too. Where it
 * is follows from our own copy of the same library: its stdout lies as far from its code there as here. What is found
 * must look like it, for it is the program's memory: a number, a buffer, and an order of pointers. Whoever puts up a
 * show there gets a finding that says less than nothing; the text must also stand twice in what was printed, or
 * have gone into a pipe. All streams of a process are in one list, whose beginning lies in the library, too. */
#include "sandbox/echoes.h"

#include "sandbox/base/err.h"
#include "sandbox/observe/fds.h"
#include "sandbox/proc.h"
#include "sandbox/stacks.h"

#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char library[] = "/libc.so.6";
enum { BUFFER_MAX = 1 << 24, STREAMS_MAX = 64, PROCESSES_MAX = 32 };
static const unsigned MAGIC = 0xfbad0000, MAGIC_MASK = 0xffff0000; /* of glibc's FILE */

static bool ends_in(const char *text, size_t size, const char *end)
{
    return size >= strlen(end) && memcmp(text + size - strlen(end), end, strlen(end)) == 0;
}

/* Where the library's code begins, page by page. */
static int find_own(struct dl_phdr_info *info, size_t size, void *out)
{
    (void)size;
    if (!ends_in(info->dlpi_name, strlen(info->dlpi_name), library))
        return 0;
    for (size_t i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_LOAD && info->dlpi_phdr[i].p_flags & PF_X)
            *(uint64_t *)out = (info->dlpi_addr + info->dlpi_phdr[i].p_vaddr) & ~UINT64_C(4095);
    return 1;
}

/* Where something of our library is in a task whose executable mappings were just looked at; 0: not known. */
static uint64_t find_there(const struct stacks *stacks, const struct task *task, const void *here)
{
    uint64_t code = 0;
    if (!here || !stacks || stacks->image != task->image || dl_iterate_phdr(find_own, &code) == 0)
        return 0;
    uint64_t distance = (uint64_t)(uintptr_t)here - code;
    for (const char *line = stacks->maps, *end = line + stacks->maps_size; line < end;) {
        const char *newline = memchr(line, '\n', (size_t)(end - line));
        size_t size = (size_t)((newline ? newline : end) - line);
        if (ends_in(line, size, library))
            return strtoull(line, NULL, 16) + distance;
        line += size + 1;
    }
    return 0;
}

static bool read_at(pid_t pid, uint64_t at, void *out, size_t size)
{
    return at != 0 && proc_memory(pid, at, out, size) == size;
}

/* The stream that lies there in a stopped task, and how many bytes wait in its buffer. False: there is none. */
static bool read_stream(pid_t pid, uint64_t at, FILE *file, size_t *bytes)
{
    if (!read_at(pid, at, file, sizeof(FILE)) || ((unsigned)file->_flags & MAGIC_MASK) != MAGIC ||
        file->_IO_write_base > file->_IO_write_ptr || file->_IO_write_ptr > file->_IO_buf_end)
        return false;
    *bytes = (size_t)(file->_IO_write_ptr - file->_IO_write_base);
    return *bytes <= BUFFER_MAX;
}

/* How many bytes wait in the buffer of a stopped task's stdout, which is there; *text: where. False: it is not. */
static bool count_bytes(pid_t pid, uint64_t at, size_t *bytes, void **text)
{
    FILE file; /* NOLINT(cert-fio38-c): the bytes of one, not a stream */
    if (!read_stream(pid, at, &file, bytes) || file._fileno != STDOUT_FILENO)
        return false;
    *text = file._IO_write_base;
    return true;
}

void echoes_born(const struct tracer *tracer, struct task *maker, struct task *child)
{
    size_t bytes;
    void *text;
    maker->echo.at = maker->echo.at ? maker->echo.at : find_there(tracer->stacks, maker, stdout);
    child->echo = (struct echo){.at = maker->echo.at};
    if (!count_bytes(maker->pid, maker->echo.at, &bytes, &text) || bytes == 0)
        return;
    size_t kept = bytes < EVENT_TEXT ? bytes : EVENT_TEXT - 1;
    if (proc_memory(maker->pid, (uintptr_t)text, child->echo.text, kept) == kept)
        child->echo.bytes = bytes;
}

void echoes_exit(struct tracer *tracer, const struct task *task)
{
    size_t bytes;
    void *text;
    if (task->echo.bytes > 0 && count_bytes(task->pid, task->echo.at, &bytes, &text) && bytes < task->echo.bytes)
        tracer_say(tracer, task, EV_ECHO, ARGS((int64_t)task->echo.bytes), task->echo.text);
}

static void say_unsent(struct tracer *tracer, const struct task *task)
{
    FILE file; /* NOLINT(cert-fio38-c): as above */
    uint64_t at;
    size_t bytes;
    stacks_know(tracer->stacks, task);
    if (!read_at(task->pid, find_there(tracer->stacks, task, dlsym(RTLD_DEFAULT, "_IO_list_all")), &at, sizeof at))
        return;
    for (int i = 0; i < STREAMS_MAX && read_stream(task->pid, at, &file, &bytes); i++) {
        size_t copied = file._fileno == STDOUT_FILENO ? task->echo.bytes : 0; /* by fork(), before a dup2() perhaps */
        if (bytes > copied && file._fileno >= 0)
            tracer_say(tracer, task, EV_UNSENT, ARGS(file._fileno, (int64_t)bytes), NULL);
        at = (uint64_t)(uintptr_t)file._chain;
    }
}

void echoes_end(struct tracer *tracer, const struct picture *cut)
{
    int said = 0;
    for (size_t i = 0; i < cut->sleeper_count && tracer->stacks && tracer->fds && said < PROCESSES_MAX; i++) {
        const struct task *task = tracer_task(tracer, cut->sleepers[i].task);
        if (task && !task->ended && task->id == task->process && fds_has_ends(tracer->fds, task->process)) {
            say_unsent(tracer, task);
            said++;
        }
    }
}
