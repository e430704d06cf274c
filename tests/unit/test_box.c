/* test_box.c -- the box against sandboxes that do as they should, and against those that do not. */
#include "sandbox/base/clock.h"
#include "sandbox/base/fd.h"
#include "server/box.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* --- the sandboxes: this very program, started by the box under the name bothends-sandbox ------------------------ */

enum { EVENTS = 3, CONTROL = 4, FDS_MAX = 8 };

struct received {
    int fds[FDS_MAX];
    size_t fd_count;
    struct spec spec;
};

static uint32_t number;

static void say(struct event ev)
{
    ev.number = number++;
    if (write(EVENTS, &ev, sizeof ev) != sizeof ev)
        _exit(1);
}

static void say_begin(void)
{
    number = 0;
    say((struct event){.kind = EV_BEGIN});
    say((struct event){.kind = EV_TASK, .task = 1, .process = 1, .arg = {0, TASK_FIRST, 2}});
}

static void say_end(enum run_cause cause, int64_t bytes)
{
    if (cause == CAUSE_ENDED)
        say((struct event){.kind = EV_EXIT, .task = 1, .process = 1, .arg = {7}});
    else
        say((struct event){.kind = EV_EXIT, .task = 1, .process = 1, .arg = {-1, SIGKILL}});
    say((struct event){.kind = EV_OUTPUT, .arg = {1, bytes}});
    say((struct event){.kind = EV_END, .arg = {cause}});
}

/* False at the end of the slot. */
static bool receive(struct received *out)
{
    char space[CMSG_SPACE(sizeof(int[FDS_MAX]))] __attribute__((aligned(8)));
    struct iovec part = {&out->spec, sizeof out->spec};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = space, .msg_controllen = sizeof space};
    ssize_t n = recvmsg(CONTROL, &message, 0);
    struct cmsghdr *head = n > 0 ? CMSG_FIRSTHDR(&message) : NULL;
    if (!head)
        return false;
    out->fd_count = (head->cmsg_len - CMSG_LEN(0)) / sizeof *out->fds;
    memcpy(out->fds, CMSG_DATA(head), out->fd_count * sizeof *out->fds);
    struct err e = {0};
    return spec_check(&out->spec, (size_t)n, out->fd_count, &e);
}

/* Copies its input to its output, and says what went in. */
static void run_echo(const struct received *run)
{
    char text[4096];
    say_begin();
    ssize_t n = read(run->fds[SPEC_FD_STDIN], text, sizeof text);
    if (n < 0 || write(run->fds[SPEC_FD_STDOUT], text, (size_t)n) != n)
        _exit(1);
    for (uint32_t i = 0; i < run->spec.file_count; i++) {
        if (run->spec.files[i].place != PLACE_OUT)
            continue;
        if (write(run->fds[SPEC_FD_FILES + i], "made", 4) != 4)
            _exit(1);
        say((struct event){.kind = EV_FILE, .arg = {i, FILE_COPIED, 4}});
    }
    say_end(CAUSE_ENDED, n);
}

static void run_ends_at_once(const struct received *run)
{
    (void)run; /* the shape of all rows */
    _exit(0);
}

static void run_dies_midway(const struct received *run)
{
    (void)run; /* the shape of all rows */
    say_begin();
    _exit(0);
}

static void run_half_an_event(const struct received *run)
{
    (void)run; /* the shape of all rows */
    say_begin();
    _exit(write(EVENTS, "half", 4) == 4 ? 0 : 1);
}

static void run_garbage(const struct received *run)
{
    char noise[sizeof(struct event)];
    (void)run; /* the shape of all rows */
    memset(noise, 0xa5, sizeof noise);
    say_begin();
    if (write(EVENTS, noise, sizeof noise) != sizeof noise)
        _exit(1);
}

static void run_skips_a_number(const struct received *run)
{
    (void)run; /* the shape of all rows */
    say_begin();
    number++;
    say_end(CAUSE_ENDED, 0);
}

static void run_forges_a_source(const struct received *run)
{
    (void)run; /* the shape of all rows */
    say_begin();
    say((struct event){.kind = EV_EXIT, .source = SOURCE_OBSERVER, .task = 1, .process = 1});
}

static void run_never_ends(const struct received *run)
{
    (void)run; /* the shape of all rows */
    say_begin();
    for (;;)
        (void)pause(); /* until we are killed */
}

static void run_broken(const struct received *run)
{
    (void)run; /* the shape of all rows */
    number = 0;
    say((struct event){.kind = EV_BEGIN});
    say((struct event){.kind = EV_BROKEN, .text = "no wall 'net-ns': EPERM"});
}

static void run_goes_on(const struct received *run)
{
    struct event log[2] = {{.kind = EV_END}, {.kind = EV_END}};
    (void)run; /* the shape of all rows */
    say_begin();
    say((struct event){.kind = EV_EXIT, .task = 1, .process = 1});
    log[0].number = number++;
    log[1].number = number++;
    if (write(EVENTS, log, sizeof log) != sizeof log) /* in one piece, so that both are there to be read */
        _exit(1);
}

static void run_keeps_too_much(const struct received *run)
{
    int64_t size = (int64_t)run->spec.limits.output_kib * 1024 + 1;
    if (ftruncate(run->fds[SPEC_FD_STDOUT], size) < 0)
        _exit(1);
    say_begin();
    say_end(CAUSE_ENDED, size);
}

static void run_counts_too_little(const struct received *run)
{
    if (ftruncate(run->fds[SPEC_FD_STDOUT], 100) < 0)
        _exit(1);
    say_begin();
    say_end(CAUSE_ENDED, 99);
}

/* Goes on until the stop byte; says in its output how many there were. */
static void run_until_stopped(const struct received *run)
{
    char text[16];
    say_begin();
    if (recv(CONTROL, text, sizeof text, 0) != 1)
        _exit(1);
    say((struct event){.kind = EV_STOPPED});
    say((struct event){.kind = EV_SIGNAL, .task = 1, .process = 1, .arg = {SIGUSR1}});
    ssize_t more = recv(CONTROL, text, sizeof text, MSG_DONTWAIT);
    if (write(run->fds[SPEC_FD_STDOUT], more < 0 ? "once" : "more", 4) != 4)
        _exit(1);
    say_end(CAUSE_STOPPED, 4);
}

/* Says what it was born with: descriptors, death signal, ignored signals. */
static void run_birth(const struct received *run)
{
    int death = 0, open_fds = 0;
    for (int fd = 0; fd < 256; fd++) {
        bool given = false;
        for (size_t i = 0; i < run->fd_count; i++)
            given = given || run->fds[i] == fd;
        open_fds += !given && fcntl(fd, F_GETFD) >= 0;
    }
    sigset_t blocked;
    if (prctl(PR_GET_PDEATHSIG, &death) < 0 || sigprocmask(SIG_BLOCK, NULL, &blocked) < 0)
        _exit(1);
    say_begin();
    int n = dprintf(run->fds[SPEC_FD_STDOUT], "fds %d death %d pipe %s term %s", open_fds, death,
                    signal(SIGPIPE, SIG_DFL) == SIG_DFL ? "default" : "ignored",
                    sigismember(&blocked, SIGTERM) ? "blocked" : "free");
    say_end(CAUSE_ENDED, n);
}

static void run_then_ends(const struct received *run)
{
    run_echo(run);
    _exit(0);
}

/* On: the sandbox is well, and the run gives this text on stdout. Off: box_run fails with this piece of text. */
static const struct mode {
    const char *name;
    void (*run)(const struct received *run);
    bool well;
    const char *want;
} modes[] = {
    {"echo", run_echo, true, "hello"},
    {"birth", run_birth, true, "fds 5 death 15 pipe default term free"},
    {"then ends", run_then_ends, true, "hello"},
    {"until stopped", run_until_stopped, true, "once"},
    {"ends at once", run_ends_at_once, false, "died after 0 events"},
    {"dies midway", run_dies_midway, false, "died after 2 events"},
    {"half an event", run_half_an_event, false, "died after 2 events"},
    {"garbage", run_garbage, false, "event 2 makes no sense"},
    {"skips a number", run_skips_a_number, false, "event 2 makes no sense"},
    {"forges a source", run_forges_a_source, false, "event 2 makes no sense"},
    {"never ends", run_never_ends, false, "did not end a run"},
    {"broken", run_broken, false, "no wall 'net-ns': EPERM"},
    {"goes on", run_goes_on, false, "goes on after the end"},
    {"keeps too much", run_keeps_too_much, false, "kept more of stdout"},
    {"counts too little", run_counts_too_little, false, "more output than it counted"},
};
enum { MODE_COUNT = sizeof modes / sizeof *modes };

static int be_sandbox(const char *name)
{
    static struct received run;
    const struct mode *mode = NULL;
    for (size_t i = 0; i < MODE_COUNT; i++)
        if (strcmp(name, modes[i].name) == 0)
            mode = &modes[i];
    if (!mode)
        return 1;
    while (receive(&run)) {
        mode->run(&run);
        for (size_t i = 0; i < run.fd_count; i++)
            (void)close(run.fds[i]); /* the next run brings its own */
    }
    return 0;
}

/* --- the tests ---------------------------------------------------------------------------------------------------- */

static struct box *box_of(const char *mode)
{
    struct box *box;
    struct err e = {0};
    assert_int_equal(setenv("FAKE_SANDBOX", mode, 1), 0);
    struct box_options options = {.sandbox = "/proc/self/exe", .broker = -1};
    if (strcmp(mode, "never ends") == 0)
        options.grace_ms = 100; /* only who waits for the guard needs a short one: a busy machine starts us late */
    assert_true(box_open(&box, &options, &e));
    return box;
}

struct seen {
    unsigned events, ticks;
    bool stop;
};

static bool on_event(void *context, const struct event *ev)
{
    struct seen *seen = context;
    seen->events += ev != NULL;
    seen->ticks += ev == NULL;
    return !seen->stop;
}

static bool run_in(struct box *box, struct seen *seen, struct arena *arena, struct report *out, struct err *e)
{
    static const char *const args[] = {"/box/main", "-v", NULL};
    const struct box_file files[] = {{.place = PLACE_BOX, .name = "main", .mode = 0555, .data = BYTES("ELF")},
                                     {.place = PLACE_OUT, .name = "made.txt", .bytes_max = 100}};
    const char *mode = getenv("FAKE_SANDBOX");
    assert_non_null(mode);
    struct box_job job = {.policy = POLICY_STUDENT,
                          .limits = limits_default(),
                          .trace = TRACE_TREE,
                          .args = args,
                          .input = BYTES("hello"),
                          .files = files,
                          .file_count = mode && strcmp(mode, "echo") == 0 ? 2 : 1,
                          .on_event = on_event,
                          .context = seen};
    job.limits.wall_ms = 100;
    return box_run(box, &job, arena, out, e);
}

static unsigned count_fds(void)
{
    unsigned count = 0;
    for (int fd = 0; fd < 256; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

static bool has_children(void)
{
    return waitpid(-1, NULL, WNOHANG) == 0;
}

static bool mode_holds(const struct mode *mode)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct report report;
    struct err e = {0};
    struct seen seen = {.stop = strcmp(mode->name, "until stopped") == 0};
    struct box *box = box_of(mode->name);
    bool ok = run_in(box, &seen, arena, &report, &e);
    bool held = ok == mode->well;
    if (ok)
        held = held && strcmp(report.out.data.data, mode->want) == 0 && seen.events >= 4;
    else
        held = held && e.code == ERR_SYSTEM && strstr(e.text, mode->want) && !has_children();
    if (!held)
        print_error("%s: %s\n", mode->name, ok ? report.out.data.data : e.text);
    box_close(box);
    return held && !has_children();
}

static void test_modes(void **state)
{
    (void)state; /* cmocka's shape */
    int wrong = 0;
    unsigned fds = count_fds();
    for (size_t i = 0; i < MODE_COUNT; i++)
        wrong += !mode_holds(&modes[i]);
    assert_int_equal(wrong, 0);
    assert_int_equal(count_fds(), fds);
}

static void test_report_of_a_good_run(void **state)
{
    (void)state; /* cmocka's shape */
    AUTO_ARENA struct arena *arena = arena_make();
    struct report report;
    struct err e = {0};
    struct seen seen = {0};
    struct box *box = box_of("echo");
    for (int i = 0; i < 3; i++) { /* one slot, one run after another */
        assert_true(run_in(box, &seen, arena, &report, &e));
        assert_int_equal(report.outcome, OUTCOME_EXITED);
        assert_int_equal(report.exit_code, 7);
        assert_int_equal(report.file_count, 1);
        assert_string_equal(report.files[0].name, "made.txt");
        assert_true(bytes_equal(report.files[0].data, BYTES("made")));
        assert_int_equal(report.out.bytes, 5);
    }
    assert_int_equal(seen.events, 3 * 6);
    box_close(box);
    assert_false(has_children());
}

static void test_slot_that_died_while_idle_is_replaced(void **state)
{
    (void)state; /* cmocka's shape */
    AUTO_ARENA struct arena *arena = arena_make();
    struct report report;
    struct err e = {0};
    struct seen seen = {0};
    struct box *box = box_of("then ends");
    assert_true(run_in(box, &seen, arena, &report, &e));
    siginfo_t gone;
    assert_int_equal(waitid(P_ALL, 0, &gone, WEXITED | WNOWAIT), 0);
    assert_true(run_in(box, &seen, arena, &report, &e));
    box_close(box);
}

static void test_after_a_failure_the_next_run_starts_anew(void **state)
{
    (void)state; /* cmocka's shape */
    AUTO_ARENA struct arena *arena = arena_make();
    struct report report;
    struct err e = {0}, none = {0};
    struct seen seen = {0};
    struct box *box = box_of("garbage");
    assert_false(run_in(box, &seen, arena, &report, &e));
    assert_int_equal(setenv("FAKE_SANDBOX", "echo", 1), 0);
    assert_true(run_in(box, &seen, arena, &report, &none));
    box_close(box);
}

static void test_job_that_no_spec_can_hold(void **state)
{
    (void)state; /* cmocka's shape */
    AUTO_ARENA struct arena *arena = arena_make();
    static const char *const args[] = {"/box/main", NULL}, *const relative[] = {"main", NULL};
    const struct box_file bad = {.place = PLACE_WORK, .name = "../up", .mode = 0600};
    struct report report;
    struct err e[3] = {0};
    struct box *box = box_of("echo");
    struct box_job job = {.policy = POLICY_STUDENT, .limits = limits_default(), .args = args};
    job.limits.cpu_ms = 0;
    assert_false(box_run(box, &job, arena, &report, &e[0]));
    job = (struct box_job){.limits = limits_default(), .args = relative};
    assert_false(box_run(box, &job, arena, &report, &e[1]));
    job = (struct box_job){.limits = limits_default(), .args = args, .files = &bad, .file_count = 1};
    assert_false(box_run(box, &job, arena, &report, &e[2]));
    for (int i = 0; i < 3; i++)
        assert_int_equal(e[i].code, ERR_INPUT);
    assert_false(has_children());
    box_close(box);
}

/* A broker: one process for each message that brings two descriptors; ends with its socket. */
static _Noreturn void be_broker(int requests)
{
    char space[CMSG_SPACE(sizeof(int[2]))] __attribute__((aligned(8))), byte;
    struct iovec part = {&byte, 1};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = space, .msg_controllen = sizeof space};
    while (recvmsg(requests, &message, 0) == 1) {
        int ends[2];
        struct cmsghdr *head = CMSG_FIRSTHDR(&message);
        if (!head)
            _exit(1);
        memcpy(ends, CMSG_DATA(head), sizeof ends);
        if (fork() == 0) {
            ends[0] = fcntl(ends[0], F_DUPFD, 40);
            ends[1] = fcntl(ends[1], F_DUPFD, 40);
            (void)close_range(0, 39, 0); /* what it inherited */
            if (dup2(ends[0], EVENTS) < 0 || dup2(ends[1], CONTROL) < 0)
                _exit(1);
            (void)close_range(40, ~0u, 0); /* the copies */
            _exit(be_sandbox(getenv("FAKE_SANDBOX")));
        }
        (void)close(ends[0]); /* the slot has its own */
        (void)close(ends[1]); /* likewise */
    }
    while (wait(NULL) > 0)
        continue;
    _exit(0);
}

static void test_slot_of_a_broker(void **state)
{
    (void)state; /* cmocka's shape */
    AUTO_ARENA struct arena *arena = arena_make();
    struct report report;
    struct err e = {0};
    struct seen seen = {0};
    struct box *box;
    int ends[2], status;
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
    assert_int_equal(setenv("FAKE_SANDBOX", "echo", 1), 0);
    pid_t broker = fork();
    if (broker == 0) {
        (void)close(ends[0]); /* ours is the other */
        be_broker(ends[1]);
    }
    (void)close(ends[1]); /* the broker's */
    assert_true(box_open(&box, &(struct box_options){.broker = ends[0]}, &e));
    for (int i = 0; i < 2; i++) {
        assert_true(run_in(box, &seen, arena, &report, &e));
        assert_string_equal(report.out.data.data, "hello");
    }
    box_close(box);
    (void)close(ends[0]); /* the end of the broker, once its slots have ended */
    assert_int_equal(waitpid(broker, &status, 0), broker);
    assert_int_equal(status, 0);
}

static void test_no_sandbox(void **state)
{
    (void)state; /* cmocka's shape */
    struct box *box = NULL;
    struct err e = {0};
    struct box_options options = {.sandbox = "/nowhere/bothends-sandbox", .broker = -1};
    assert_false(box_open(&box, &options, &e));
    assert_int_equal(e.code, ERR_SYSTEM);
    assert_null(box);
}

/* --- and with the real sandbox ------------------------------------------------------------------------------------ */

static struct box *real_box(struct arena *arena)
{
    struct box *box;
    struct err e = {0};
    const char *build = getenv("BOTHENDS_BUILD");
    assert_non_null(build);
    struct box_options options = {.broker = -1, .least = ISOLATION_MINIMAL};
    options.sandbox = arena_printf(arena, "%s/bothends-sandbox", build);
    assert_true(box_open(&box, &options, &e));
    return box;
}

static struct box_file program_file(const char *path, struct arena *arena)
{
    struct err e = {0};
    struct box_file file = {.place = PLACE_BOX, .name = "program", .mode = 0555};
    assert_true(fd_read_file(path, 16 << 20, arena, &file.data, &e));
    return file;
}

static bool stop_at_exec(void *context, const struct event *ev)
{
    unsigned *seen = context;
    *seen += ev && ev->kind == EV_STOPPED;
    return !ev || ev->kind != EV_EXEC;
}

static void test_real_stop_byte(void **state)
{
    (void)state; /* cmocka's shape */
    AUTO_ARENA struct arena *arena = arena_make();
    static const char *const args[] = {"/box/program", "1000", NULL};
    struct box_file file = program_file("/bin/sleep", arena);
    struct report report;
    struct err e = {0};
    struct box *box = real_box(arena);
    for (int i = 0; i < 2; i++) { /* the slot is as good as new afterwards */
        unsigned seen = 0;
        struct box_job job = {
            .limits = limits_default(), .trace = TRACE_TREE, .args = args, .files = &file, .file_count = 1};
        job.on_event = stop_at_exec;
        job.context = &seen;
        assert_true(box_run(box, &job, arena, &report, &e));
        assert_int_equal(report.outcome, OUTCOME_SIGNALED);
        assert_int_equal(report.signal, SIGKILL);
        assert_int_equal(report.processes[0].ended_by, ENDED_BY_GRADER);
        assert_true(report.wall_ns < 5000000000u);
        assert_int_equal(seen, 1);
    }
    box_close(box);
    assert_false(has_children());
}

static void test_real_files(void **state)
{
    (void)state; /* cmocka's shape */
    AUTO_ARENA struct arena *arena = arena_make();
    static const char *const args[] = {"/box/program", "in.txt", "made.txt", NULL};
    struct box_file files[] = {program_file("/bin/cp", arena),
                               {.place = PLACE_OUT, .name = "missing.txt", .bytes_max = 100},
                               {.place = PLACE_WORK, .name = "in.txt", .mode = 0644, .data = BYTES("five!")},
                               {.place = PLACE_OUT, .name = "made.txt", .bytes_max = 100},
                               {.place = PLACE_OUT, .name = "in.txt", .bytes_max = 4}};
    struct report report;
    struct err e = {0};
    struct box *box = real_box(arena);
    struct box_job job = {
        .limits = limits_default(), .trace = TRACE_TREE, .args = args, .files = files, .file_count = 5};
    assert_true(box_run(box, &job, arena, &report, &e));
    assert_int_equal(report.exit_code, 0);
    assert_int_equal(report.file_count, 3);
    assert_int_equal(report.files[0].fate, FILE_ABSENT);
    assert_int_equal(report.files[1].fate, FILE_COPIED);
    assert_true(bytes_equal(report.files[1].data, BYTES("five!")));
    assert_int_equal(report.files[2].fate, FILE_TOO_BIG);
    assert_int_equal(report.files[2].data.size, 0);
    box_close(box);
}

int main(int argc, char **argv)
{
    const char *mode = getenv("FAKE_SANDBOX");
    if (argc == 3 && mode && strcmp(argv[0], "bothends-sandbox") == 0)
        return be_sandbox(mode);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_modes),
        cmocka_unit_test(test_report_of_a_good_run),
        cmocka_unit_test(test_slot_that_died_while_idle_is_replaced),
        cmocka_unit_test(test_after_a_failure_the_next_run_starts_anew),
        cmocka_unit_test(test_job_that_no_spec_can_hold),
        cmocka_unit_test(test_slot_of_a_broker),
        cmocka_unit_test(test_no_sandbox),
        cmocka_unit_test(test_real_stop_byte),
        cmocka_unit_test(test_real_files),
    };
    if (fcntl(STDERR_FILENO, F_DUPFD, 20) <
        0) /* a stray descriptor without close-on-exec: the sandbox must not inherit it */
        return 1;
    (void)signal(SIGPIPE, SIG_IGN); /* as a service has it; the sandbox must not inherit it */
    sigset_t term;
    (void)sigemptyset(&term);                  /* cannot fail */
    (void)sigaddset(&term, SIGTERM);           /* cannot fail */
    (void)sigprocmask(SIG_BLOCK, &term, NULL); /* likewise, as a worker has it */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
