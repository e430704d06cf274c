/* zygote.c -- processes that stand behind a slot's walls already, and from which the inits of its runs are born.
 *
 * Theory of operation. A zygote is for one policy, with a tracer or without. It is forked from the slot, joins the
 * slot's cgroups (which under load takes version 1 twenty milliseconds: it waits for all CPUs), makes its view the root
 * of a mount namespace of its own, and sets what limits are the same in every run; last it enters the base of the
 * policy's filter, which its runs inherit (`policy/stops.h`). Where a program may make sockets its zygote has a network
 * namespace of its own: a socket that lies in its own mail outlives its run, with its name and what was sent to it,
 * until the kernel collects it, and then the zygote ends for another one. For a run to come it enters a copy of that
 * namespace, mounts fresh memory file systems, and clones an init into fresh pid and ipc namespaces, which mounts what
 * belongs to those and waits to be asked. When all of the run is dead the zygote goes home, by which the run's mount
 * namespace and all in it vanishes, says so, and prepares the next. A slot that has many runs has two zygotes of a
 * kind: what one clears up and prepares costs the other's run no time, if there is a CPU to spare. Until then nothing
 * is prepared that may never be wanted: a grade compiles once.
 *
 * The clone shares the zygote's memory (copying page tables would cost more than all mounts), on a stack of its own.
 * They never run at once: the zygote sleeps in the clone (CLONE_VFORK) until init is dead, and takes no word meant for
 * it. CLONE_PARENT makes init a child of the slot, whose death kills it, whose wait4 reaps it, and which learns its pid
 * from the kernel, in memory they share, even if the zygote dies the moment after.
 *
 * Both may die at any time: of the kernel's cgroup.kill, of memory, by an operator. A request to an init that is no
 * more is seen by its zygote, which has another born; one to a zygote that is no more finds its socket closed. */
#include "sandbox/zygote.h"

#include "sandbox/base/fd.h"
#include "sandbox/walls/folders.h"
#include "sandbox/walls/limits.h"
#include "sandbox/walls/mounts.h"
#include "sandbox/walls/namespaces.h"
#include "sandbox/walls/policy.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    FROM_FD = 3,
    HOME_FD,
    NET_FD,         /* the network's folder in /proc; HOME_FD again where programs make no sockets */
    MANY = 4,       /* so many runs of a kind, and it gets a second zygote, and all prepare what is to come */
    LEAVING_S = 20, /* longer and the kernel is stuck */
};

/* To init: a run, with descriptors. To the zygote: it is over; it is over and the next will come soon. Its answer. */
enum word { ASK = 'a', OVER = 'o', NEXT = 'n', LEFT = 'l' };

static size_t kind_of(const struct spec *spec)
{
    return 2 * (size_t)spec->policy + (spec->trace != TRACE_NONE);
}

static enum spec_policy policy_of(size_t kind)
{
    return (enum spec_policy)(kind / 2);
}

void zygotes_begin(struct zygotes *zygotes, const struct ids *ids, const struct cgroup *cgroup, const char *folder)
{
    *zygotes = (struct zygotes){.ids = ids, .cgroup = cgroup, .folder = folder};
    for (size_t i = 0; i < ZYGOTES_MAX; i++)
        zygotes->of[i].to = -1;
    void *shared = mmap(NULL, sizeof *zygotes->birth, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(shared != MAP_FAILED); /* out of memory, as in calloc */
    zygotes->birth = shared;
    if (sched_getaffinity(0, sizeof zygotes->birth->cpus, &zygotes->birth->cpus) < 0)
        CPU_ZERO(&zygotes->birth->cpus); /* more than 1024 of them: all go where the kernel likes */
}

static void name_folder(const struct zygotes *zygotes, pid_t pid, char path[FOLDERS_PATH])
{
    CHECK(snprintf(path, FOLDERS_PATH, "%s/%d", zygotes->folder, (int)pid) < FOLDERS_PATH);
}

static pid_t *init_of(const struct zygotes *zygotes, const struct zygote *zygote)
{
    return zygotes->birth->inits + (zygote - zygotes->of);
}

/* A child of ours, not reaped yet, so still that process. */
static void kill_child(pid_t pid)
{
    (void)kill(pid, SIGKILL); /* a zombie at most */
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        continue;
}

/* With the init that waits to be asked; that of a run goes on. */
static void bury(const struct zygotes *zygotes, struct zygote *zygote)
{
    char path[FOLDERS_PATH];
    struct err ignored = {0}; /* the slot's end removes it, too */
    pid_t *init = init_of(zygotes, zygote);
    if (zygote->pid > 0)
        kill_child(zygote->pid);
    if (zygote != zygotes->last && *init > 0) {
        kill_child(*init);
        *init = 0;
    }
    if (zygote->pid > 0 && zygotes->folder) {
        name_folder(zygotes, zygote->pid, path);
        (void)folders_remove(path, &ignored);
    }
    fd_close(&zygote->to);
    *zygote = (struct zygote){.to = -1};
}

void zygotes_end(struct zygotes *zygotes)
{
    for (size_t i = 0; i < ZYGOTES_MAX; i++)
        bury(zygotes, &zygotes->of[i]);
}

bool zygotes_buried(struct zygotes *zygotes, pid_t pid)
{
    for (size_t i = 0; i < ZYGOTES_MAX; i++) {
        struct zygote *zygote = &zygotes->of[i];
        pid_t *child = zygote->pid == pid ? &zygote->pid : init_of(zygotes, zygote);
        if (*child != pid || (child != &zygote->pid && zygote == zygotes->last))
            continue;
        *child = 0;
        return true;
    }
    return zygotes->last && pid == zygotes->ready && pid != *init_of(zygotes, zygotes->last);
}

/* --- in the zygote ------------------------------------------------------------------------------------------------ */

/* What the program will inherit: every signal as it is by default, none blocked. */
static void reset_signals(void)
{
    sigset_t none;
    sigemptyset(&none);
    for (int i = 1; i < NSIG; i++)
        (void)signal(i, SIG_DFL); /* fails for SIGKILL and SIGSTOP, which need none */
    CHECK(sigprocmask(SIG_SETMASK, &none, NULL) == 0);
}

static bool settle_in(const struct zygotes *zygotes, size_t kind, int from, struct err *e)
{
    int home = -1, net = -1;
    enum view view = view_of(policy_of(kind));
    reset_signals();
    if (!cgroup_join(zygotes->cgroup, e) || !limits_set_for_all(e) ||
        (!zygotes->folder && view == VIEW_STUDENT && !namespaces_enter_network(&net, e)) ||
        (!zygotes->folder && !mounts_choose(view, zygotes->ids->claim < 0, &home, e)))
        return false;
    if (zygotes->folder)
        home = open("/", O_PATH | O_CLOEXEC); /* there is no other home to go to */
    int fds[] = {[FROM_FD] = from, [HOME_FD] = home, [NET_FD] = net >= 0 ? net : home};
    bool ok = true;
    for (int i = FROM_FD; i <= NET_FD; i++)
        fds[i] = fcntl(fds[i], F_DUPFD_CLOEXEC, NET_FD + 1);
    for (int i = FROM_FD; i <= NET_FD; i++)
        ok = ok && dup3(fds[i], i, O_CLOEXEC) >= 0;
    if (!ok || close_range(NET_FD + 1, ~0U, 0) < 0)
        return err_set(e, ERR_SYSTEM, "descriptors of a zygote: %s", strerror(errno));
    return zygotes->folder || policy_enter(policy_filter(policy_of(kind), kind % 2 != 0, POLICY_BASE), e);
}

/* The next word; one for init is left to it. Ends with the slot. */
static enum word hear_word(void)
{
    char word;
    ssize_t n;
    do
        n = recv(FROM_FD, &word, 1, MSG_PEEK);
    while (n < 0 && errno == EINTR);
    if (n != 1 || (word != ASK && recv(FROM_FD, &word, 1, 0) != 1))
        _exit(0);
    return (enum word)word;
}

/* To the end of the init that was born. */
static bool give_birth(struct inside *inside, char *stack_end, pid_t *init, struct err *e)
{
    int fresh = inside->folder ? 0 : CLONE_NEWPID | CLONE_NEWIPC;
    int flags = CLONE_VM | CLONE_VFORK | CLONE_PARENT | CLONE_PARENT_SETTID | SIGCHLD | fresh;
    return clone(inside_init, stack_end, flags, inside, init, NULL, NULL) > 0 ||
           err_set(e, ERR_SYSTEM, "pid or ipc namespace: %s", strerror(errno));
}

static bool prepare(struct inside *inside, struct err *e)
{
    return inside->folder ? folders_make(inside->folder, inside->view, inside->ids, &inside->fresh, e)
                          : mounts_prepare(inside->view, &inside->limits, inside->ids, &inside->fresh, e);
}

static bool leave(struct inside *inside, struct err *e)
{
    return inside->folder ? folders_remove(inside->folder, e) : mounts_go_home(HOME_FD, &inside->fresh, e);
}

static _Noreturn void live(const struct zygotes *zygotes, size_t kind, pid_t *init, int from, pid_t slot)
{
    struct err e = {0};
    _Alignas(16) char stack[INSIDE_STACK], program_stack[INSIDE_STACK];
    struct birth *birth = zygotes->birth;
    struct inside inside = {.spec = &birth->spec,
                            .view = view_of(policy_of(kind)),
                            .from = FROM_FD,
                            .limits = birth->spec.limits,
                            .ids = zygotes->ids,
                            .end = &birth->end,
                            .cpus = &birth->cpus,
                            .stack_end = program_stack + sizeof program_stack};
    mounts_none(&inside.fresh);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0 || getppid() != slot)
        _exit(1);
    char folder[FOLDERS_PATH];
    if (zygotes->folder) {
        name_folder(zygotes, getpid(), folder);
        inside.folder = folder;
        inside.text = malloc(INSIDE_TEXT);
        CHECK(inside.text);
    }
    bool ok = settle_in(zygotes, kind, from, &e), had_init = false;
    for (enum word word = ASK;; word = hear_word()) { /* it was made because somebody asks */
        if (ok && had_init)
            ok = leave(&inside, &e);
        if (had_init && namespaces_has_sockets(NET_FD))
            _exit(0); /* another will be made, in a network of its own */
        had_init = false;
        char left = LEFT;
        if (word != ASK && send(FROM_FD, &left, 1, MSG_NOSIGNAL) != 1)
            _exit(0);
        if (word == OVER)
            continue;
        ok = had_init = ok && prepare(&inside, &e) && give_birth(&inside, stack + sizeof stack, init, &e);
        if (!ok && word == ASK)
            inside_fail(&inside, &e); /* another will be made, and try again */
    }
}

/* --- in the slot -------------------------------------------------------------------------------------------------- */

static bool make(struct zygotes *zygotes, struct zygote *zygote, size_t kind, struct err *e)
{
    int pair[2];
    struct timeval most = {.tv_sec = LEAVING_S};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
        return err_set(e, ERR_SYSTEM, "socketpair: %s", strerror(errno));
    AUTO_CLOSE int theirs = pair[1];
    zygote->to = pair[0];
    pid_t slot = getpid();
    if (setsockopt(zygote->to, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most) == 0)
        zygote->pid = fork();
    else
        zygote->pid = -1;
    if (zygote->pid == 0)
        live(zygotes, kind, init_of(zygotes, zygote), theirs, slot);
    if (zygote->pid > 0)
        return true;
    (void)err_set(e, ERR_SYSTEM, "fork a zygote: %s", strerror(errno)); /* false follows */
    bury(zygotes, zygote);
    return false;
}

static bool tell(const struct zygote *zygote, enum word word, const int *fds, size_t count)
{
    const char byte = (char)word;
    return fd_send(zygote->to, &byte, 1, fds, count);
}

/* Whoever is woken on another CPU costs more than what it then does (on a virtual machine a sleeping CPU takes 50 us to
 * wake up), and they never have work at once: so init, or the zygote that has yet to give birth, does its where the
 * slot is. Only speed depends on it, so failures do not matter. */
static void come_here(const struct zygotes *zygotes, const struct zygote *zygote)
{
    cpu_set_t here;
    int cpu = sched_getcpu();
    pid_t init = *init_of(zygotes, zygote);
    if (cpu < 0 || cpu >= CPU_SETSIZE || CPU_COUNT(&zygotes->birth->cpus) == 0)
        return;
    CPU_ZERO(&here);
    CPU_SET(cpu, &here);
    (void)sched_setaffinity(init > 0 ? init : zygote->pid, sizeof here, &here); /* see above */
}

bool zygotes_ask(struct zygotes *zygotes, const int *fds, size_t count, struct err *e)
{
    size_t kind = kind_of(&zygotes->birth->spec);
    size_t turn = zygotes->asked[kind] >= MANY ? zygotes->asked[kind] % ZYGOTES_READY : 0;
    struct zygote *zygote = &zygotes->of[kind * ZYGOTES_READY + turn];
    CHECK(count <= INSIDE_FDS_MAX);
    zygotes->asked[kind]++;
    zygotes->birth->end = (struct inside_end){0};
    zygotes->last = NULL;
    for (int tries = 0; tries < 2; tries++) {
        if (zygote->pid == 0) {
            bury(zygotes, zygote);
            if (!make(zygotes, zygote, kind, e))
                return false;
        }
        come_here(zygotes, zygote);
        zygotes->ready = *init_of(zygotes, zygote);
        if (tell(zygote, ASK, fds, count)) {
            zygotes->last = zygote;
            return true;
        }
        bury(zygotes, zygote);
    }
    return err_set(e, ERR_SYSTEM, "a zygote that was just made is gone");
}

pid_t zygotes_init(struct zygotes *zygotes)
{
    const pid_t *init = init_of(zygotes, zygotes->last);
    if (*init == 0)
        bury(zygotes, zygotes->last);
    return *init;
}

bool zygotes_lost(struct zygotes *zygotes)
{
    struct zygote *zygote = zygotes->last;
    pid_t init = *init_of(zygotes, zygote);
    if (init != 0 && init != zygotes->ready)
        return false;
    zygotes->last = NULL;
    bury(zygotes, zygote);
    return true;
}

void zygotes_over(struct zygotes *zygotes)
{
    struct zygote *zygote = zygotes->last;
    zygotes->last = NULL;
    if (!zygote)
        return;
    *init_of(zygotes, zygote) = 0;
    if (zygote->to < 0)
        return;
    if (CPU_COUNT(&zygotes->birth->cpus) > 0)
        (void)sched_setaffinity(zygote->pid, sizeof zygotes->birth->cpus,
                                &zygotes->birth->cpus); /* clears up anywhere */
    bool often = zygotes->asked[kind_of(&zygotes->birth->spec)] >= MANY;
    zygote->is_leaving = tell(zygote, often ? NEXT : OVER, NULL, 0);
    if (!zygote->is_leaving)
        bury(zygotes, zygote);
}

void zygotes_settle(struct zygotes *zygotes)
{
    for (size_t i = 0; i < ZYGOTES_MAX; i++) {
        struct zygote *zygote = &zygotes->of[i];
        char word;
        if (zygote->is_leaving && recv(zygote->to, &word, 1, 0) != 1)
            bury(zygotes, zygote); /* dead, or of no use any more */
        zygote->is_leaving = false;
    }
}
