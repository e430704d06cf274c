/* memory.c -- mappings that are shared, memory that is given back, functions of libc that read and write for us. */
#include "sandbox/guest/region.h"

#include "sandbox/guest/copied.h"
#include "sandbox/guest/result.h"

#include <fcntl.h>
#include <malloc.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* --- mappings ----------------------------------------------------------------------------------------------------- */

uint32_t memory_segment(uint32_t kind, uint64_t device, uint64_t inode, uint64_t bytes, const char *name, uint64_t pc)
{
    bytes = (bytes + 4095) & ~4095ULL;
    for (uint32_t i = 0; kind != SEGMENT_ANONYMOUS && i < R->segment_count; i++) {
        const struct segment *s = &R->segment[i];
        if (s->kind != kind || s->device != device || s->inode != inode)
            continue;
        if (bytes <= s->bytes)
            return i;
        guest_limit(RACE_LIMIT_OBJECTS, "a larger mapping"); /* a lock in it would be two */
    }
    /* A file may be mapped again and larger: room for that, of which only what is touched costs anything. */
    enum { FILE_ROOM = 64 << 20 };
    uint64_t room = kind == SEGMENT_FILE ? (bytes < FILE_ROOM ? FILE_ROOM : bytes * 2) : bytes;
    if (R->segment_count >= SEGMENTS_MAX || R->arena + room * 4 > REGION_BYTES) {
        guest_limit(RACE_LIMIT_MEMORY, "segments");
        return NOBODY;
    }
    uint32_t i = R->segment_count++;
    R->segment[i] = (struct segment){
        .kind = kind, .device = device, .inode = inode, .bytes = room, .shadow = R->arena, .stack = core_stack(pc)};
    guest_copy_name(R->segment[i].name, NAME_BYTES, name ? name : "");
    uint64_t stable = (uint64_t)sched_person_name(me.id) << 20 | ++me.task->made;
    for (const char *c = R->segment[i].name; kind == SEGMENT_FILE || kind == SEGMENT_SEMAPHORE ? *c : false; c++)
        stable = guest_mix(c == R->segment[i].name ? (unsigned char)*c : stable * 31 + (unsigned char)*c);
    const uint64_t named = kind == SEGMENT_FILE || kind == SEGMENT_SEMAPHORE ? named_stable(device, inode) : 0;
    R->segment[i].stable = named ? named : guest_mix(stable) >> 8 | 1;
    R->arena += room * 4;
    return i;
}

static void map_file(void *p, size_t size, int fd, off_t offset, uint64_t pc)
{
    struct stat st;
    char link[40], name[NAME_BYTES];
    if (fstat(fd, &st) < 0)
        return;
    if (S_ISCHR(st.st_mode)) { /* /dev/zero: new memory each time */
        shadow_map((uint64_t)p, size, memory_segment(SEGMENT_ANONYMOUS, 0, 0, size, NULL, pc), 0);
        return;
    }
    (void)snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, name, sizeof name - 1);
    name[n > 0 ? n : 0] = 0;
    shadow_map((uint64_t)p, size, memory_segment(SEGMENT_FILE, st.st_dev, st.st_ino, (uint64_t)offset + size, name, pc),
               (uint64_t)offset);
}

void *__real_mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset);
static void *maps(void *at, size_t size, int protection, int flags, int fd, off_t offset, uint64_t pc)
{
    if (!guest_on())
        return REAL(mmap)(at, size, protection, flags, fd, offset);
    guest_enter();
    void *p = REAL(mmap)(at, size, protection, flags, fd, offset);
    int type = flags & MAP_TYPE;
    if (p != MAP_FAILED) {
        if (flags & MAP_FIXED)
            shadow_unmap((uint64_t)p, size);
        if ((type == MAP_SHARED || type == MAP_SHARED_VALIDATE) && !(flags & MAP_ANONYMOUS))
            map_file(p, size, fd, offset, pc);
        else if (type == MAP_SHARED || type == MAP_SHARED_VALIDATE)
            shadow_map((uint64_t)p, size, memory_segment(SEGMENT_ANONYMOUS, 0, 0, size, NULL, pc), 0);
        else
            shadow_forget((uint64_t)p, size);
        if (type == MAP_PRIVATE && protection & PROT_WRITE && here.process == 0 && !here.multi)
            shadow_own((uint64_t)p, size, memory_segment(SEGMENT_ANONYMOUS, 0, 0, size, NULL, pc));
    }
    guest_leave();
    return p;
}
void *__wrap_mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset);
void *__wrap_mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
    return maps(at, size, protection, flags, fd, offset, CALLER);
}
void *__wrap_mmap64(void *at, size_t size, int protection, int flags, int fd, off_t offset);
void *__wrap_mmap64(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
    return maps(at, size, protection, flags, fd, offset, CALLER);
}
WRAP(int, munmap, void *p, size_t size)
{
    if (!guest_on())
        return REAL(munmap)(p, size);
    guest_enter();
    task_watch();
    shadow_unmap((uint64_t)p, size);
    int code = REAL(munmap)(p, size);
    guest_leave();
    return code;
}

void *__real_mremap(void *old, size_t old_size, size_t size, int flags, ...);
void *__wrap_mremap(void *old, size_t old_size, size_t size, int flags, ...);
void *__wrap_mremap(void *old, size_t old_size, size_t size, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    void *at = flags & MREMAP_FIXED ? va_arg(args, void *) : NULL;
    va_end(args);
    if (!guest_on())
        return REAL(mremap)(old, old_size, size, flags, at);
    guest_enter();
    struct range *r = core_range((uint64_t)old);
    const struct range was = r ? *r : (struct range){0};
    void *p = REAL(mremap)(old, old_size, size, flags, at);
    if (p != MAP_FAILED && r) {
        const struct segment *s = &R->segment[was.segment];
        const uint64_t offset = was.offset + ((uint64_t)old - was.low), room = s->bytes - offset;
        if (size > room && s->kind == SEGMENT_FILE) /* of others there is no more than there was */
            guest_limit(RACE_LIMIT_MEMORY, "mremap");
        shadow_unmap((uint64_t)old, old_size);
        shadow_map((uint64_t)p, size < room ? size : room, was.segment, offset);
    } else if (p != MAP_FAILED) {
        shadow_forget((uint64_t)p, size);
    }
    guest_leave();
    return p;
}

WRAP(void *, shmat, int id, const void *at, int flags)
{
    struct shmid_ds ds;
    if (!guest_on())
        return REAL(shmat)(id, at, flags);
    guest_enter();
    void *p = REAL(shmat)(id, at, flags);
    if (p != (void *)-1 && shmctl(id, IPC_STAT, &ds) == 0) /* NOLINT */
        shadow_map((uint64_t)p, ds.shm_segsz, memory_segment(SEGMENT_SYSV, 0, (uint64_t)id, ds.shm_segsz, NULL, CALLER),
                   0);
    guest_leave();
    return p;
}
WRAP(int, shmdt, const void *p)
{
    if (!guest_on())
        return REAL(shmdt)(p);
    guest_enter();
    task_watch();
    struct range *r = core_range((uint64_t)p);
    if (r && r->low == (uint64_t)p)
        shadow_unmap(r->low, r->high - r->low);
    int code = REAL(shmdt)(p);
    guest_leave();
    return code;
}

size_t __real_strlen(const char *s);

/* --- allocation: what the old owner did says nothing of the new --------------------------------------------------- */

void memory_fresh(void *p, size_t size)
{
    if (!here.multi || !guest_on())
        return;
    guest_enter();
    shadow_forget((uint64_t)p, size);
    guest_leave();
}
WRAP(void *, malloc, size_t size)
{
    void *p = REAL(malloc)(size);
    memory_fresh(p, size);
    heap_made(p, size, CALLER);
    return p;
}
WRAP(void *, calloc, size_t count, size_t size)
{
    void *p = REAL(calloc)(count, size);
    memory_fresh(p, count * size);
    heap_made(p, count * size, CALLER);
    return p;
}
WRAP(void *, aligned_alloc, size_t alignment, size_t size)
{
    void *p = REAL(aligned_alloc)(alignment, size);
    memory_fresh(p, size);
    heap_made(p, size, CALLER);
    return p;
}
WRAP(int, posix_memalign, void **p, size_t alignment, size_t size)
{
    int code = REAL(posix_memalign)(p, alignment, size);
    if (code == 0) {
        memory_fresh(*p, size);
        heap_made(*p, size, CALLER);
    }
    return code;
}
WRAP(char *, strdup, const char *s)
{
    char *copy = REAL(strdup)(s);
    size_t size = REAL(strlen)(s) + 1;
    shadow_range(s, size, false, CALLER);
    if (copy)
        memory_fresh(copy, size);
    heap_made(copy, size, CALLER);
    return copy;
}
WRAP(char *, strndup, const char *s, size_t most)
{
    char *copy = REAL(strndup)(s, most);
    size_t size = strnlen(s, most);
    shadow_range(s, size, false, CALLER);
    if (copy)
        memory_fresh(copy, size + 1);
    heap_made(copy, size + 1, CALLER);
    return copy;
}
WRAP(void *, realloc, void *old, size_t size)
{
    copied_given_back(old);
    if (here.multi && guest_on() && old)
        shadow_range(old, malloc_usable_size(old), true, CALLER);
    void *p = REAL(realloc)(old, size);
    if (p != old)
        memory_fresh(p, size);
    heap_made(p, size, CALLER);
    return p;
}
WRAP(void, free, void *p)
{
    if (here.multi && guest_on() && p) {
        size_t size = malloc_usable_size(p);
        shadow_range(p, size, true, CALLER);
        memory_fresh(p, size);
    }
    copied_given_back(p);
    REAL(free)(p);
}

/* --- functions of libc on the program's memory -------------------------------------------------------------------- */

static void reads(const volatile void *p, size_t size, uint64_t pc)
{
    shadow_range(p, size, false, pc);
}
static void writes(const volatile void *p, size_t size, uint64_t pc)
{
    shadow_range(p, size, true, pc);
}

WRAP(void *, memcpy, void *to, const void *from, size_t size)
{
    reads(from, size, CALLER);
    writes(to, size, CALLER);
    return REAL(memcpy)(to, from, size);
}
WRAP(void *, memmove, void *to, const void *from, size_t size)
{
    reads(from, size, CALLER);
    writes(to, size, CALLER);
    return REAL(memmove)(to, from, size);
}
WRAP(void *, memset, void *p, int byte, size_t size)
{
    writes(p, size, CALLER);
    return REAL(memset)(p, byte, size);
}
WRAP(void, bzero, void *p, size_t size)
{
    writes(p, size, CALLER);
    REAL(bzero)(p, size);
}
WRAP(int, memcmp, const void *a, const void *b, size_t size)
{
    reads(a, size, CALLER);
    reads(b, size, CALLER);
    return REAL(memcmp)(a, b, size);
}
WRAP(char *, strcpy, char *to, const char *from)
{
    size_t size = REAL(strlen)(from) + 1;
    reads(from, size, CALLER);
    writes(to, size, CALLER);
    return REAL(strcpy)(to, from);
}
WRAP(char *, strncpy, char *to, const char *from, size_t size)
{
    reads(from, strnlen(from, size), CALLER);
    writes(to, size, CALLER);
    return REAL(strncpy)(to, from, size);
}
WRAP(char *, strcat, char *to, const char *from)
{
    size_t size = REAL(strlen)(from) + 1, before = REAL(strlen)(to);
    reads(from, size, CALLER);
    reads(to, before + 1, CALLER);
    writes(to + before, size, CALLER);
    return REAL(strcat)(to, from);
}
size_t __wrap_strlen(const char *s);
size_t __wrap_strlen(const char *s)
{
    size_t size = REAL(strlen)(s);
    reads(s, size + 1, CALLER);
    return size;
}
WRAP(int, atoi, const char *s)
{
    char *stopped;
    libc_called(CALLER);
    const int value = (int)strtol(s, &stopped, 10);
    libc_left();
    reads(s, (size_t)(stopped - s) + 1, CALLER);
    return value;
}
WRAP(void, qsort, void *base, size_t count, size_t size, int (*compare)(const void *, const void *))
{
    reads(base, count * size, CALLER);
    writes(base, count * size, CALLER);
    REAL(qsort)(base, count, size, compare);
}

/* The strings that a format reads: every %s, unless a positional argument makes it too hard to follow. */
static void format_reads(const char *format, va_list args, uint64_t pc)
{
    for (const char *f = format; *f; f++) {
        if (*f != '%')
            continue;
        f++;
        f += strspn(f, "-+ #0'");
        if (*f == '*')
            (void)va_arg(args, int);
        f += *f == '*' ? 1 : strspn(f, "0123456789");
        long most = -1;
        if (*f == '.') {
            f++;
            most = *f == '*' ? va_arg(args, int) : strtol(f, NULL, 10);
            f += *f == '*' ? 1 : strspn(f, "0123456789");
        }
        bool is_long = *f == 'l' || *f == 'z' || *f == 'j' || *f == 't', is_wide = f[0] == 'L';
        f += strspn(f, "hlzjtLq");
        if (!*f || *f == '$')
            return;
        if (*f == 's' && !is_long) {
            const char *s = va_arg(args, const char *);
            if (s && most >= 0)
                reads(s, strnlen(s, (size_t)most), pc);
            else if (s)
                reads(s, REAL(strlen)(s) + 1, pc);
        } else if (strchr("diouxXc", *f)) {
            (void)va_arg(args, long); /* ints take a whole slot of eight bytes here as well */
        } else if (strchr("pns", *f)) {
            (void)va_arg(args, void *);
        } else if (strchr("aAeEfFgG", *f) && !is_wide) {
            (void)va_arg(args, double);
        } else if (*f != '%') {
            return;
        }
    }
}

static void prints(const char *format, va_list args, uint64_t pc)
{
    va_list again;
    if (!guest_on() || (me.span == 0))
        return;
    va_copy(again, args);
    format_reads(format, again, pc);
    va_end(again);
}

static enum uses_stream printed_as(const char *format)
{
    const size_t size = strlen(format);
    return size > 0 && format[size - 1] == '\n' ? STREAM_PRINTS_LINE : STREAM_PRINTS;
}

static void printed(const char *to, size_t room, int size, uint64_t pc)
{
    if (size >= 0 && room > 0)
        writes(to, (size_t)size + 1 < room ? (size_t)size + 1 : room, pc);
}

/* What asprintf() made. */
static void printed_new(char **to, int size, uint64_t pc)
{
    if (size < 0)
        return;
    memory_fresh(*to, (size_t)size + 1);
    writes(to, sizeof *to, pc);
}

#pragma GCC diagnostic ignored "-Wformat-nonliteral"
/* Both of a pair: with arguments, and with a list of them. first: what is a step; then: what it wrote. */
#define LIST(...) __VA_ARGS__
#define PRINTS(name, parameters, arguments, first, then)             \
    static int name##_at(uint64_t pc, LIST parameters, va_list args) \
    {                                                                \
        libc_called(pc);                                             \
        prints(format, args, pc);                                    \
        first;                                                       \
        int size = v##name(LIST arguments, args);                    \
        libc_left();                                                 \
        then;                                                        \
        return size;                                                 \
    }                                                                \
    int __wrap_##name(LIST parameters, ...);                         \
    int __wrap_##name(LIST parameters, ...)                          \
    {                                                                \
        va_list args;                                                \
        va_start(args, format);                                      \
        int size = name##_at(CALLER, LIST arguments, args);          \
        va_end(args);                                                \
        return size;                                                 \
    }                                                                \
    int __wrap_v##name(LIST parameters, va_list args);               \
    int __wrap_v##name(LIST parameters, va_list args)                \
    {                                                                \
        return name##_at(CALLER, LIST arguments, args);              \
    }
PRINTS(printf, (const char *format), (format), stream_step(stdout, printed_as(format), pc), )
PRINTS(fprintf, (FILE * f, const char *format), (f, format), stream_step(f, printed_as(format), pc), )
PRINTS(dprintf, (int fd, const char *format), (fd, format), , )
PRINTS(snprintf, (char *to, size_t room, const char *format), (to, room, format), , printed(to, room, size, pc))
PRINTS(sprintf, (char *to, const char *format), (to, format), , printed(to, INT32_MAX, size, pc))
PRINTS(asprintf, (char **to, const char *format), (to, format), , printed_new(to, size, pc))
