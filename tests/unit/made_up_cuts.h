/* made_up_cuts.h -- events of cuts, written by hand. */
#ifndef TESTS_UNIT_MADE_UP_CUTS_H
#define TESTS_UNIT_MADE_UP_CUTS_H

#include "sandbox/event.h"

#include <fcntl.h>
#include <linux/futex.h>
#include <stdint.h>
#include <sys/syscall.h>

/* clang-format off */
#define TASK(id, owner, by, how) {.kind = EV_TASK, .task = (id), .process = (owner), .arg = {(by), (how), 100 + (id)}}
#define FIRST TASK(1, 1, 0, TASK_FIRST)
#define FORK(by, id) TASK(id, id, by, TASK_FORK)
#define THREAD(of, id) TASK(id, of, of, TASK_THREAD)
#define EXIT(id) {.kind = EV_EXIT, .task = (id), .process = (id)}
#define PIPE(object) {.kind = EV_PIPE, .task = 1, .process = 1, .arg = {FD_PIPE, (object), 3, 4, -1}}
#define CUT(tasks) {.kind = EV_CUT, .arg = {(tasks)}}
#define IN(id, of, bits, call, a, b, c) \
    {.kind = EV_BLOCKED, .task = (id), .process = (of), .arg = {(call), (a), (b), (c), (bits)}}
#define READS(id, fd) IN(id, id, 0, SYS_read, fd, 0, 1)
#define WRITES(id, fd) IN(id, id, 0, SYS_write, fd, 0, 1)
#define WAITS(id) IN(id, id, 0, SYS_wait4, -1, 0, 0)
#define LOCKS(id, of) IN(id, of, 0, SYS_futex, 4096, FUTEX_WAIT_PRIVATE, 2)
#define PAUSES(id) IN(id, id, 0, SYS_pause, 0, 0, 0)
#define HOLDS(id, fd, what, object, mode, outside) \
    {.kind = EV_HELD, .task = (id), .process = (id), .arg = {(fd), (what), (object), (mode), (outside)}}
#define R(id, fd, object) HOLDS(id, fd, FD_PIPE, object, O_RDONLY, 0)
#define W(id, fd, object) HOLDS(id, fd, FD_PIPE, object, O_WRONLY, 0)
#define CUT_END(blocked, held) CUT_END_OF(blocked, held, 0)
#define CUT_END_OF(blocked, held, words) {.kind = EV_CUT_END, .arg = {(blocked), (held), (words)}}
/* The eight words at which a task waits in futex(): two to a number. */
#define TWO(low, high) ((int64_t)((uint64_t)(uint32_t)(low) | (uint64_t)(uint32_t)(high) << 32))
#define WORD(id, of, a, b, c, d, e) \
    {.kind = EV_WORD, .task = (id), .process = (of), .arg = {4096, TWO(a, b), TWO(c, d), TWO(e, 0), 0}}
/* Who took the file lock that a task waits for. */
#define FILE_LOCK(id, owner) {.kind = EV_WORD, .task = (id), .process = (id), .arg = {0, (owner)}}
#define EPOLLS(id) IN(id, id, 0, SYS_epoll_wait, 5, 0, 1)
#define WATCHES(id, fd, events, of) /* the only one of an epoll, and of which object it is */ \
    {.kind = EV_WORD, .task = (id), .process = (id), .arg = {0, (fd), (events), (of)}}
/* A mutex that has waiters: whose it is, by its number inside, and of which kind. */
#define MUTEX(id, of, owner, type) WORD(id, of, 2, 0, owner, 1, type)
#define JOINS(id, of, pid) IN(id, of, 0, SYS_futex, 4096, FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME, pid)
#define SPINS(id, steps, calls, call, result) \
    {.kind = EV_SPIN, .task = (id), .process = (id), .arg = {(steps), (calls), (call), (result)}}
#define LIMIT(cause) {.kind = EV_LIMIT, .arg = {(cause), 2, 1}}
#define RUNS(id, of) IN(id, of, BLOCKED_UNSURE, -1, 0, 0, 0)
#define SLEEPS(id, of) IN(id, of, BLOCKED_TIMER, SYS_clock_nanosleep, 0, 0, 0)
#define S(id, fd, object) HOLDS(id, fd, FD_SOCKET, object, O_RDWR, 0)
#define PAIR(one, other) {.kind = EV_PIPE, .task = 1, .process = 1, .arg = {FD_SOCKET, (one), 3, 4, (other)}}
/* Two children that read what the other holds the write end of. */
#define TWO_STUCK READS(2, 3), READS(3, 5), R(2, 3, 7), W(2, 6, 8), R(3, 5, 8), W(3, 4, 7)
#define TWO_STUCK_SAY "circular-wait 2:7>3/4 3:8>2/6 and 1"
#define STACK(id, offset, explains) {.kind = EV_STACK, .task = (id), .process = (id), .arg = {(offset), 10, (explains)}}
#define OTHER(what) {.kind = (what)}
/* clang-format on */

#endif
