/* doctor.c -- `bothends doctor`: which isolation this machine gives, found out by attacking it. */
#include "rubrics/documents.h"
#include "rubrics/json.h"
#include "sandbox/base/fd.h"
#include "server/build.h"
#include "server/cli/cli.h"
#include "server/cli/machine.h"
#include "server/paths.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* A wall is believed when an attack on it has failed: bothends-probe makes the attacks, as a submission would, and goes
 * through the same box. Each level is tried in a child of ours, as the user who would get that level: full as we are,
 * rootless as an ordinary user, minimal only where neither can be had. */

enum { ORDINARY_USER = 65534, PROGRAM_BYTES_MAX = 64 * 1024 * 1024 };

static const char help[] =
    "usage: bothends doctor [--isolation LEVEL] [--json|--text] [--sandbox PATH]\n"
    "\n"
    "Tries the walls of each isolation level for real, and says what holds, what does not and what to change.\n"
    "\n"
    "  --isolation LEVEL      the level that is wanted: full (default as root), rootless (default) or minimal\n"
    "\n"
    "Exit status: 0 the wanted level holds; 1 it does not; 2 usage; 3 it could not be found out.\n";

#define OUTCOME_BIT(outcome) (1u << (outcome))

static const struct probe {
    const char *name, *claim;
    unsigned also; /* outcomes that mean it holds as well as exit status 0 does */
    uint32_t cpu_ms, memory_kib, wall_ms;
} probes[] = {
    {"network", "cannot reach the network of this machine", 0, 0, 0, 0},
    {"abstract-socket", "cannot reach local sockets of this machine", 0, 0, 0, 0},
    {"host-files", "cannot read the files of this machine", 0, 0, 0, 0},
    {"write-outside", "cannot write outside its own folders", 0, 0, 0, 0},
    {"other-processes", "cannot see processes outside", 0, 0, 0, 0},
    {"signal-outside", "cannot signal processes outside", 0, 0, 0, 0},
    {"ptrace-parent", "cannot read or trace what runs it", 0, 0, 0, 0},
    {"ipc-outside", "cannot use System V memory of this machine", 0, 0, 0, 0},
    {"devices", "cannot make or open devices", 0, 0, 0, 0},
    {"terminal", "cannot type into a terminal", 0, 0, 0, 0},
    {"environment", "sees nothing of our environment", 0, 0, 0, 0},
    {"namespaces", "cannot make namespaces", 0, 0, 0, 0},
    {"mount", "cannot mount or change its root", 0, 0, 0, 0},
    {"privileges", "has no privilege and can gain none", 0, 0, 0, 0},
    {"setuid-programs", "gains nothing from programs that are setuid", 0, 0, 0, 0},
    {"real-time", "cannot push others aside: no real-time scheduling, no negative nice", 0, 0, 0, 0},
    {"clock", "cannot set the clock or the name of this machine", 0, 0, 0, 0},
    {"raise-limits", "cannot raise its limits", 0, 0, 0, 0},
    {"inherited-fds", "inherits no file of ours", 0, 0, 0, 0},
    {"change-input", "cannot change its input", 0, 0, 0, 0},
    {"kernel-doors", "finds io_uring, keyrings, bpf, perf and userfaultfd closed", 0, 0, 0, 0},
    {"i386-calls", "cannot make the system calls of 32-bit programs", 0, 0, 0, 0},
    {"x32-calls", "cannot make the system calls of x32 programs", 0, 0, 0, 0},
    {"fork-bomb", "cannot make more processes than allowed", OUTCOME_BIT(OUTCOME_PROCESS_LIMIT), 0, 0, 0},
    {"thread-bomb", "cannot make more threads than allowed", OUTCOME_BIT(OUTCOME_PROCESS_LIMIT), 0, 0, 0},
    {"memory-bomb", "cannot take more memory than allowed, all processes together",
     OUTCOME_BIT(OUTCOME_MEMORY_LIMIT) | OUTCOME_BIT(OUTCOME_SIGNALED), 0, 32 * 1024, 0},
    {"hidden-memory", "cannot hide memory in files that are nowhere mapped", OUTCOME_BIT(OUTCOME_MEMORY_LIMIT), 0,
     32 * 1024, 0},
    {"cpu-burn", "cannot use more CPU than allowed, all processes together", OUTCOME_BIT(OUTCOME_CPU_LIMIT), 100, 0, 0},
    {"sleep", "cannot take longer than allowed", OUTCOME_BIT(OUTCOME_WALL_LIMIT), 0, 0, 50},
    {"output-flood", "cannot print more than allowed", OUTCOME_BIT(OUTCOME_OUTPUT_LIMIT), 0, 0, 0},
    {"fill-disk", "cannot write more than allowed", OUTCOME_BIT(OUTCOME_SIGNALED), 0, 0, 0},
    {"fill-inodes", "cannot make files without number", 0, 0, 0, 0},
    {"daemon", "leaves nothing behind that runs on", 0, 0, 0, 0},
    {"fork-pipe", "can fork and talk through a pipe", 0, 0, 0, 0},
    {"threads", "can start threads", 0, 0, 0, 0},
    {"shared-memory", "can share memory and a semaphore", 0, 0, 0, 0},
    {"system-v", "can use System V memory and semaphores", 0, 0, 0, 0},
    {"files", "can write and read its own files", 0, 0, 0, 0},
    {"signals", "can use signals and timers", 0, 0, 0, 0},
    {"compile", "can be compiled here in the first place", 0, 0, 0, 0}, /* no probe: see try_compile */
};
enum { PROBE_COUNT = sizeof probes / sizeof *probes, DETAIL_MAX = 120 };

enum answer { ANSWER_HOLDS, ANSWER_FAILS, ANSWER_UNKNOWN, ANSWER_LACKS }; /* LACKS: as its level is known to */

/* What the level minimal is known not to have: sandbox/README.md says the same to operators. */
static bool is_known_gap(enum isolation level, size_t i)
{
    static const char *const names[] = {"other-processes", "ipc-outside", "fill-disk", "fill-inodes", "files"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (level == ISOLATION_MINIMAL && strcmp(probes[i].name, names[k]) == 0)
            return true;
    return false;
}

/* What was found at one level; crosses a pipe, hence no pointers. */
struct level {
    bool given;
    char error[sizeof((struct err *)0)->text]; /* why it is not given */
    enum isolation got;
    uint32_t layers;
    enum answer answers[PROBE_COUNT];
    char details[PROBE_COUNT][DETAIL_MAX];
};

struct doctor {
    struct arena *arena;
    struct cli_common common;
    const char *sandbox;
    struct bytes probe; /* the program */
    const char *pid, *port;
    int listeners[2], segment;
    struct machine_fact facts[MACHINE_FACTS_MAX];
    size_t fact_count;
    struct level levels[ISOLATION_COUNT];
    bool tried[ISOLATION_COUNT];
};

/* The key of a segment that the probe must not find; it makes the same of our pid. */
static key_t doctor_key(pid_t pid)
{
    return (key_t)(0x42000000 + (unsigned)pid);
}

/* Something outside that an attack could reach. */
static bool listen_outside(struct doctor *d, struct err *e)
{
    struct sockaddr_in in = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr_un local = {.sun_family = AF_UNIX};
    socklen_t size = sizeof in;
    d->listeners[0] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    d->listeners[1] = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(d->listeners[0], (struct sockaddr *)&in, sizeof in) < 0 || listen(d->listeners[0], 1) < 0 ||
        getsockname(d->listeners[0], (struct sockaddr *)&in, &size) < 0)
        return err_set(e, ERR_SYSTEM, "listen on 127.0.0.1: %s", strerror(errno));
    int n = snprintf(local.sun_path + 1, sizeof local.sun_path - 1, "bothends-doctor-%s", d->pid);
    size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)n);
    if (bind(d->listeners[1], (struct sockaddr *)&local, size) < 0 || listen(d->listeners[1], 1) < 0)
        return err_set(e, ERR_SYSTEM, "listen on a local socket: %s", strerror(errno));
    d->port = arena_printf(d->arena, "%u", ntohs(in.sin_port));
    d->segment = shmget(doctor_key(getpid()), 1, IPC_CREAT | 0666);
    if (d->segment < 0 || setenv("BOTHENDS_DOCTOR", "a secret", 1) < 0)
        return err_set(e, ERR_SYSTEM, "make a System V segment: %s", strerror(errno));
    return true;
}

static bool run_probe(struct doctor *d, struct box *box, size_t i, struct arena *arena, struct report *out,
                      struct err *e)
{
    const char *args[] = {"/box/probe", probes[i].name, d->pid, d->port, NULL};
    struct box_file program = {.place = PLACE_BOX, .name = "probe", .mode = 0555, .data = d->probe};
    struct box_job job = {
        .policy = POLICY_STUDENT, .trace = TRACE_TREE, .args = args, .files = &program, .file_count = 1};
    job.input = BYTES("the input");
    /* What is not tried here is ample: on a slow machine, an emulated one, a bomb of memory takes seconds of CPU. */
    job.limits = (struct limits){.cpu_ms = probes[i].cpu_ms ? probes[i].cpu_ms : 10000,
                                 .wall_ms = probes[i].wall_ms ? probes[i].wall_ms : 30000,
                                 .memory_kib = probes[i].memory_kib ? probes[i].memory_kib : 64 * 1024,
                                 .processes = 16,
                                 .output_kib = 16,
                                 .file_kib = 1024};
    return box_run(box, &job, arena, out, e);
}

/* The compiler runs inside the walls too, and must find all it needs there. */
static bool try_compile(struct box *box, struct arena *arena, enum answer *answer, char *detail, struct err *e)
{
    const struct source source = {"main.c", BYTES("#include <stdio.h>\nint main(void) { return puts(\"\") < 0; }\n")};
    struct rubric rubric;
    struct build_evidence evidence;
    struct bytes program;
    rubric_none(arena, &rubric);
    if (!build_program(box, &rubric, &source, 1, false, NULL, NULL, arena, &evidence, &program, e))
        return false;
    *answer = evidence.compiled ? ANSWER_HOLDS : ANSWER_FAILS;
    if (!evidence.compiled && evidence.finding_count > 0)
        (void)snprintf(detail, DETAIL_MAX, "%s", evidence.findings[0].message); /* a cut detail is still one */
    return true;
}

static void judge_probe(size_t i, const struct report *report, struct level *level)
{
    char *detail = level->details[i];
    unsigned fine = probes[i].also | OUTCOME_BIT(OUTCOME_FORBIDDEN_CALL);
    bool need = strncmp(probes[i].claim, "can ", 4) == 0;
    if (report->outcome == OUTCOME_EXITED && report->exit_code <= ANSWER_UNKNOWN) {
        level->answers[i] = (enum answer)report->exit_code;
        AUTO_BUF struct buf said = {0};
        buf_add_printable(&said, report->out.data.data, strcspn(report->out.data.data, "\n"));
        (void)snprintf(detail, DETAIL_MAX, "%s", said.data); /* a cut detail is still one */
    } else if (!need && (fine & OUTCOME_BIT(report->outcome))) {
        level->answers[i] = ANSWER_HOLDS;
        (void)snprintf(detail, DETAIL_MAX, "%s", outcome_name(report->outcome)); /* fits */
    } else {
        level->answers[i] = ANSWER_FAILS;
        (void)snprintf(detail, DETAIL_MAX, "ended as %s (exit code %d, signal %d)%s%s", outcome_name(report->outcome),
                       report->exit_code, report->signal, report->forbidden_call ? " by " : "",
                       report->forbidden_call ? report->forbidden_call : ""); /* a cut detail is still one */
    }
}

/* The whole of one level, in this process. */
static void try_level(struct doctor *d, enum isolation wanted, struct level *level)
{
    struct box *box;
    struct err e = {0};
    struct box_options options = {
        .sandbox = d->sandbox, .broker = -1, .least = wanted, .exactly = true, .grace_ms = 1000};
    level->given = box_open(&box, &options, &e);
    for (size_t i = 0; level->given && i < PROBE_COUNT; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct report report;
        struct err failed = {0};
        bool compile = strcmp(probes[i].name, "compile") == 0;
        if (is_known_gap(wanted, i)) { /* to fill a real disk with files would take longer than all else */
            level->answers[i] = ANSWER_LACKS;
            continue;
        }
        if (compile && try_compile(box, arena, &level->answers[i], level->details[i], &failed))
            continue;
        if (!compile && run_probe(d, box, i, arena, &report, &failed)) {
            level->got = report.isolation;
            level->layers = report.layers;
            judge_probe(i, &report, level);
        } else if (i == 0) {
            level->given = false;
            e = failed;
            box_close(box);
        } else {
            level->answers[i] = ANSWER_UNKNOWN;
            (void)snprintf(level->details[i], DETAIL_MAX, "%.*s", DETAIL_MAX - 1, failed.text); /* cut is fine */
        }
    }
    if (level->given)
        box_close(box);
    (void)snprintf(level->error, sizeof level->error, "%s", e.text); /* the same size */
}

/* The same in a child that is an ordinary user, for only an ordinary user is given less than full walls. */
static void try_level_as_user(struct doctor *d, enum isolation wanted, struct level *level)
{
    int ends[2];
    CHECK(pipe2(ends, O_CLOEXEC) == 0);
    AUTO_CLOSE int reading = ends[0];
    AUTO_CLOSE int writing = ends[1];
    pid_t pid = fork();
    if (pid == 0) {
        if (setgroups(0, NULL) < 0 || setresgid(ORDINARY_USER, ORDINARY_USER, ORDINARY_USER) < 0 ||
            setresuid(ORDINARY_USER, ORDINARY_USER, ORDINARY_USER) < 0)
            _exit(1);
        try_level(d, wanted, level);
        _exit(fd_write_all(writing, level, sizeof *level) ? 0 : 1);
    }
    fd_close(&writing);
    struct bytes got = {NULL, 0};
    struct err e = {0};
    bool whole =
        pid > 0 && fd_read_all(reading, "level", sizeof *level, d->arena, &got, &e) && got.size == sizeof *level;
    while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        continue;
    if (whole)
        memcpy(level, got.data, sizeof *level);
    else
        (void)snprintf(level->error, sizeof level->error, "could not be tried as an ordinary user"); /* fits */
}

static void try_levels(struct doctor *d)
{
    bool root = geteuid() == 0;
    for (unsigned i = 0; i < ISOLATION_COUNT; i++) {
        enum isolation wanted = (enum isolation)i;
        bool better = wanted > 0 && d->levels[ISOLATION_ROOTLESS].given;
        if (wanted == ISOLATION_MINIMAL && better && d->common.least != ISOLATION_MINIMAL)
            continue; /* nobody who can have more is given less */
        d->tried[i] = true;
        if (root && wanted != ISOLATION_FULL)
            try_level_as_user(d, wanted, &d->levels[i]);
        else
            try_level(d, wanted, &d->levels[i]);
    }
}

static size_t count(const struct level *level, enum answer answer)
{
    size_t n = 0;
    for (size_t i = 0; i < PROBE_COUNT; i++)
        n += level->answers[i] == answer;
    return n;
}

static bool level_holds(const struct level *level)
{
    return level->given && count(level, ANSWER_HOLDS) + count(level, ANSWER_LACKS) == PROBE_COUNT;
}

/* What to do so that a level is given; NULL when there is nothing to do. */
static const char *level_change(struct doctor *d, enum isolation isolation)
{
    const char *change = NULL;
    if (d->levels[isolation].given)
        return NULL;
    if (isolation == ISOLATION_FULL)
        return machine_full(d->arena);
    if (isolation == ISOLATION_MINIMAL)
        return machine_minimal();
    (void)machine_own_proc(d->arena, &change); /* change is the answer */
    if (!change)
        change = "let ordinary users read and execute bothends-sandbox and every folder above it";
    return change;
}

/* What to do about a wall that does not hold. */
static const char *probe_change(const struct doctor *d, const struct level *level, size_t i)
{
    if (strcmp(probes[i].name, "compile") == 0 && level->answers[i] == ANSWER_FAILS)
        return "apt-get install gcc libc6-dev";
    if (level->answers[i] == ANSWER_LACKS)
        return "take the level rootless or full: this one is known to lack it, see sandbox/README.md";
    bool of_tree = probes[i].memory_kib > 0 || probes[i].cpu_ms > 0 || strcmp(probes[i].name, "fork-bomb") == 0;
    if (level->answers[i] != ANSWER_FAILS)
        return NULL;
    for (size_t k = 0; of_tree && !(level->layers >> LAYER_CGROUP & 1) && k < d->fact_count; k++)
        if (strcmp(d->facts[k].name, "cgroup") == 0)
            return d->facts[k].change ? d->facts[k].change : "start it as root, who may use the cgroups that there are";
    return "nothing on this machine: this is a fault of Bothends, please report it";
}

/* --- what is printed ---------------------------------------------------------------------------------------------- */

static const char *const answer_names[] = {"holds", "fails", "unknown", "lacks"};

static json_t *level_document(struct doctor *d, enum isolation isolation)
{
    const struct level *level = &d->levels[isolation];
    json_t *out = json_object(), *layers = json_array(), *list = json_array();
    document_set(out, "level", text_document(isolation_name(isolation)));
    document_set(out, "given", json_boolean(level->given));
    document_set(out, "holds", json_boolean(level_holds(level)));
    document_set(out, "error", text_document(level->given ? NULL : level->error));
    document_set(out, "change", text_document(level_change(d, isolation)));
    for (unsigned i = 0; i < LAYER_COUNT; i++)
        if (level->given && (level->layers >> i & 1))
            document_append(layers, text_document(layer_name((enum layer)i)));
    document_set(out, "layers", layers);
    for (size_t i = 0; level->given && i < PROBE_COUNT; i++) {
        json_t *probe = json_object();
        document_set(probe, "name", text_document(probes[i].name));
        document_set(probe, "claim", text_document(probes[i].claim));
        document_set(probe, "result", text_document(answer_names[level->answers[i]]));
        document_set(probe, "detail", text_document(level->details[i]));
        document_set(probe, "change", text_document(probe_change(d, level, i)));
        document_append(list, probe);
    }
    document_set(out, "probes", list);
    return out;
}

static struct bytes doctor_json(struct doctor *d)
{
    AUTO_JSON json_t *out = json_object();
    json_t *machine = json_array(), *levels = json_array();
    document_set(out, "schema", text_document("bothends.doctor/1"));
    document_set(out, "wanted", text_document(isolation_name(d->common.least)));
    document_set(out, "holds", json_boolean(level_holds(&d->levels[d->common.least])));
    for (size_t i = 0; i < d->fact_count; i++) {
        json_t *fact = json_object();
        document_set(fact, "name", text_document(d->facts[i].name));
        document_set(fact, "value", text_document(d->facts[i].value));
        document_set(fact, "good", json_boolean(d->facts[i].good));
        document_set(fact, "change", text_document(d->facts[i].change));
        document_append(machine, fact);
    }
    document_set(out, "machine", machine);
    for (unsigned i = 0; i < ISOLATION_COUNT; i++)
        if (d->tried[i])
            document_append(levels, level_document(d, (enum isolation)i));
    document_set(out, "levels", levels);
    return json_write(out, true, d->arena);
}

static void add_mark(struct buf *text, bool colour, enum answer answer)
{
    static const char *const marks[] = {"ok  ", "FAIL", "?   ", "gap "};
    static const char *const colours[] = {"32", "1;31", "33", "33"};
    if (colour)
        buf_printf(text, "  \033[%sm%s\033[0m", colours[answer], marks[answer]);
    else
        buf_printf(text, "  %s", marks[answer]);
}

static void add_level(struct doctor *d, enum isolation isolation, struct buf *text)
{
    const struct level *level = &d->levels[isolation];
    const char *change = level_change(d, isolation);
    buf_printf(text, "\nLevel %s%s: ", isolation_name(isolation), isolation == d->common.least ? " (wanted)" : "");
    if (!level->given) {
        buf_add_string(text, "not given: ");
        buf_add_printable(text, level->error, strlen(level->error));
        buf_printf(text, "\n       change: %s\n", change ? change : "nothing known");
        return;
    }
    buf_printf(text, "%zu of %d hold", count(level, ANSWER_HOLDS), PROBE_COUNT);
    if (count(level, ANSWER_LACKS) > 0)
        buf_printf(text, ", %zu are what it is known to lack", count(level, ANSWER_LACKS));
    buf_add_string(text, "\n  layers:");
    for (unsigned i = 0; i < LAYER_COUNT; i++)
        if (level->layers >> i & 1)
            buf_printf(text, " %s", layer_name((enum layer)i));
    buf_add_string(text, "\n");
    for (size_t i = 0; i < PROBE_COUNT; i++) {
        const char *mend = probe_change(d, level, i);
        add_mark(text, d->common.colour, level->answers[i]);
        buf_printf(text, " %-16s %s", probes[i].name, probes[i].claim);
        if (level->details[i][0])
            buf_printf(text, " (%s)", level->details[i]);
        buf_printf(text, "%s%s\n", mend ? "\n       change: " : "", mend ? mend : "");
    }
}

static struct bytes doctor_text(struct doctor *d)
{
    AUTO_BUF struct buf text = {0};
    buf_add_string(&text, "This machine\n");
    for (size_t i = 0; i < d->fact_count; i++) {
        const struct machine_fact *fact = &d->facts[i];
        add_mark(&text, d->common.colour, fact->good ? ANSWER_HOLDS : ANSWER_UNKNOWN);
        buf_printf(&text, " %-16s %s%s%s\n", fact->name, fact->value, fact->change ? "\n       change: " : "",
                   fact->change ? fact->change : "");
    }
    for (unsigned i = 0; i < ISOLATION_COUNT; i++)
        if (d->tried[i])
            add_level(d, (enum isolation)i, &text);
    bool holds = level_holds(&d->levels[d->common.least]);
    buf_printf(&text, "\nThe wanted level, %s, %s.\n", isolation_name(d->common.least),
               holds ? "holds" : "does not hold");
    return (struct bytes){arena_copy(d->arena, text.data, text.size), text.size};
}

/* --- the command -------------------------------------------------------------------------------------------------- */

static int read_flags(struct doctor *d, int argc, char **argv)
{
    cli_common_begin(&d->common);
    for (int at = 1; at < argc;) {
        if (strcmp(argv[at], "--help") == 0 || strcmp(argv[at], "-h") == 0)
            return (cli_print(BYTES(help)) ? EXIT_DONE : EXIT_BROKEN) + 1;
        int taken = cli_common_flag(&d->common, argc, argv, &at, d->arena);
        if (taken == 0)
            (void)fprintf(stderr, "bothends: doctor takes no '%s'; `bothends doctor --help`\n",
                          argv[at]); /* last words */
        if (taken != 1)
            return EXIT_USAGE + 1;
    }
    return 0;
}

static bool find_parts(struct doctor *d, struct err *e)
{
    const char *probe;
    d->sandbox = d->common.sandbox;
    if (!d->sandbox && !paths_program("bothends-sandbox", d->arena, &d->sandbox, e))
        return false;
    return paths_program("bothends-probe", d->arena, &probe, e) &&
           fd_read_file(probe, PROGRAM_BYTES_MAX, d->arena, &d->probe, e);
}

int cli_doctor(int argc, char **argv)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct doctor *d = arena_alloc(arena, 1, sizeof *d);
    struct err e = {0};
    d->arena = arena;
    int status = read_flags(d, argc, argv);
    if (status != 0)
        return status - 1;
    d->pid = arena_printf(arena, "%ld", (long)getpid());
    if (!find_parts(d, &e) || !listen_outside(d, &e)) {
        (void)cli_fail(&e); /* whatever is missing, it could not be found out */
        return EXIT_BROKEN;
    }
    d->fact_count = machine_look(d->sandbox, arena, d->facts);
    try_levels(d);
    fd_close(&d->listeners[0]);
    fd_close(&d->listeners[1]);
    (void)shmctl(d->segment, IPC_RMID, NULL); /* ours, and nobody else's */
    if (!cli_print(d->common.json ? doctor_json(d) : doctor_text(d)))
        return EXIT_BROKEN;
    const struct level *wanted = &d->levels[d->common.least];
    if (level_holds(wanted))
        return EXIT_DONE;
    bool refused = !wanted->given && strncmp(wanted->error, box_refusal, strlen(box_refusal)) == 0;
    return refused || count(wanted, ANSWER_FAILS) > 0 ? EXIT_FOUND : EXIT_BROKEN;
}
