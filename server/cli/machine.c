/* machine.c -- what this machine has that isolation is built from. */
#include "server/cli/machine.h"

#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"
#include "sandbox/base/fd.h"
#include "server/build.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SMALL_FILE_MAX = 256 * 1024, ORDINARY_USER = 65534, LANDLOCK_SIGNALS = 6 };

static const char options_docker[] = "--security-opt seccomp=docker/seccomp.json --security-opt apparmor=unconfined "
                                     "--security-opt systempaths=unconfined";
static const char options_compose[] =
    "security_opt: [seccomp=seccomp.json, apparmor=unconfined, systempaths=unconfined]";

/* The first line of a small file of the kernel's, "" when there is none. */
static const char *first_line(const char *path, struct arena *arena)
{
    struct bytes text;
    struct err e = {0};
    if (!fd_read_file(path, SMALL_FILE_MAX, arena, &text, &e))
        return "";
    return arena_copy(arena, text.data, strcspn(text.data, "\n"));
}

static bool in_container(void)
{
    return access("/.dockerenv", F_OK) == 0 || access("/run/.containerenv", F_OK) == 0 || getenv("container");
}

static bool child_succeeds(pid_t pid)
{
    int status = 1;
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    return pid > 0 && status == 0;
}

/* Asks by doing it, as an ordinary user, in a child. */
static bool can_unshare_user(bool and_mount_proc)
{
    pid_t pid = fork();
    if (pid == 0) {
        if (geteuid() == 0 && (setresgid(ORDINARY_USER, ORDINARY_USER, ORDINARY_USER) < 0 ||
                               setresuid(ORDINARY_USER, ORDINARY_USER, ORDINARY_USER) < 0))
            _exit(1);
        if (unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID) < 0)
            _exit(1);
        pid = and_mount_proc ? fork() : 0; /* a new /proc is of the new pid namespace, where only a child of ours is */
        if (pid == 0)
            _exit(and_mount_proc && mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) < 0);
        _exit(!child_succeeds(pid));
    }
    return child_succeeds(pid);
}

bool machine_user_namespaces(struct arena *arena, const char **change)
{
    static const struct {
        const char *path, *closed, *change;
    } switches[] = {
        {"/proc/sys/kernel/unprivileged_userns_clone", "0", "sysctl -w kernel.unprivileged_userns_clone=1"},
        {"/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1",
         "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"},
        {"/proc/sys/user/max_user_namespaces", "0", "sysctl -w user.max_user_namespaces=10000"},
    };
    *change = NULL;
    if (can_unshare_user(false))
        return true;
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        if (strcmp(first_line(switches[i].path, arena), switches[i].closed) == 0)
            *change = switches[i].change;
    if (!*change)
        *change = in_container() ? arena_printf(arena, "docker run %s; compose: %s", options_docker, options_compose)
                                 : "systemd unit: RestrictNamespaces=no (it says yes, or a security module forbids it)";
    return false;
}

bool machine_own_proc(struct arena *arena, const char **change)
{
    if (!machine_user_namespaces(arena, change))
        return false;
    if (can_unshare_user(true))
        return true;
    /* The kernel refuses a fresh /proc to who sees only a part of the old one: it would show what was masked. */
    *change = in_container() ? "docker run --security-opt systempaths=unconfined (compose: security_opt: "
                               "[systempaths=unconfined]; podman: --security-opt unmask=ALL; Kubernetes: procMount: "
                               "Unmasked)"
                             : "systemd unit: ProtectKernelTunables=no, ProtectKernelLogs=no, ProtectProc=default, "
                               "ProcSubset=all";
    return false;
}

const char *machine_full(struct arena *arena)
{
    bool root = geteuid() == 0;
    if (in_container())
        return arena_printf(arena,
                            "docker run %s--cap-add SYS_ADMIN --cap-add SYS_PTRACE %s; compose: %scap_add: [SYS_ADMIN, "
                            "SYS_PTRACE], %s; the service drops root at once, only bothends-sandbox keeps what its "
                            "walls need",
                            root ? "" : "--user 0 ", options_docker, root ? "" : "user: \"0\", ", options_compose);
    return root
               ? "systemd unit: CapabilityBoundingSet=~ (none taken away), RestrictNamespaces=no"
               : "start it as root (systemd unit: User=root, and no CapabilityBoundingSet=): the service drops root at "
                 "once, only bothends-sandbox keeps what its walls need";
}

const char *machine_minimal(void)
{
    struct statvfs tmp;
    if (statvfs("/tmp", &tmp) == 0 && tmp.f_flag & ST_NOEXEC)
        return "let programs be executed in /tmp (docker run --tmpfs /tmp:exec,size=64m,mode=1777; compose: tmpfs: "
               "[\"/tmp:exec,size=64m,mode=1777\"]; systemd unit: no NoExecPaths=/tmp)";
    if (syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) >= LANDLOCK_SIGNALS)
        return "let ordinary users read and execute bothends-sandbox and every folder above it";
    return "a kernel from 6.12 on (as root with CAP_SYS_PTRACE: from 5.13 on), booted with landlock in lsm=";
}

static struct machine_fact fact_kernel(struct arena *arena)
{
    struct utsname name;
    CHECK(uname(&name) == 0);
    return (struct machine_fact){"kernel", arena_printf(arena, "%s %s", name.release, name.machine), true, NULL};
}

static struct machine_fact fact_user(struct arena *arena)
{
    const char *value = geteuid() == 0 ? "root" : arena_printf(arena, "uid %u", (unsigned)geteuid());
    return (struct machine_fact){"user", value, true, NULL};
}

static struct machine_fact fact_compiler(struct arena *arena)
{
    const char *name;
    struct err e = {0};
    bool headers = access("/usr/include/stdio.h", R_OK) == 0;
    if (build_compiler(arena, &name, &e) && headers)
        return (struct machine_fact){"compiler", name, true, NULL};
    return (struct machine_fact){"compiler", headers ? "none" : "without C headers", false,
                                 "apt-get install gcc libc6-dev"};
}

static struct machine_fact fact_user_namespaces(struct arena *arena)
{
    const char *change;
    bool good = machine_user_namespaces(arena, &change);
    return (struct machine_fact){"user-namespaces", good ? "allowed" : "forbidden to ordinary users", good, change};
}

static struct machine_fact fact_own_proc(struct arena *arena)
{
    const char *change;
    bool good = machine_own_proc(arena, &change);
    return (struct machine_fact){"own-proc", good ? "allowed" : "a /proc of their own is forbidden to ordinary users",
                                 good, change};
}

/* What `bothends-sandbox --cgroups` says: a line for each use, "memory v1", "memory none", and "delegation none". */
static const char *ask_cgroups(const char *sandbox, struct arena *arena)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return "";
    AUTO_CLOSE int reading = ends[0];
    AUTO_CLOSE int writing = ends[1];
    pid_t pid = fork();
    if (pid == 0) {
        if (dup2(writing, STDOUT_FILENO) == STDOUT_FILENO)
            (void)execl(sandbox, "bothends-sandbox", "--cgroups", (char *)NULL); /* returns only when it failed */
        _exit(127);
    }
    fd_close(&writing);
    struct bytes said = {NULL, 0};
    struct err e = {0};
    bool whole = fd_read_all(reading, "cgroups", SMALL_FILE_MAX, arena, &said, &e);
    return child_succeeds(pid) && whole ? arena_copy(arena, said.data, said.size) : "";
}

/* What would let the kernel count memory; said is the sandbox's answer. */
static const char *change_cgroup(const char *said)
{
    if (in_container())
        return "with version 2 of cgroups, as the container's root (--user 0): docker run --security-opt "
               "writable-cgroups=true (Docker 28), in compose `security_opt: [writable-cgroups=true]`; podman: "
               "--security-opt unmask=/sys/fs/cgroup. Without, memory is added up every 10 ms";
    /* A user's own systemd marks nothing that it delegates: it would have to be the machine's, or marked by hand. */
    if (strstr(said, "delegation none") && geteuid() != 0)
        return "with version 2 of cgroups, systemd unit: User= and Delegate=memory in [Service]; by hand, as root: "
               "systemd-run --pipe --wait -p User=NAME -p Delegate=memory bothends ... (systemd-run --user alone will "
               "not do: sandbox/README.md); with version 1, as root. Without, memory is added up every 10 ms";
    if (strstr(said, "delegation none"))
        return "with version 2 of cgroups, systemd unit: Delegate=memory in [Service]; by hand: systemd-run --scope "
               "-p Delegate=memory bothends ...; with version 1, as root (systemd unit: User=root). Without, memory is "
               "added up every 10 ms";
    if (strstr(said, "kill none"))
        return "what was delegated belongs to somebody else: systemd unit: User= and Delegate=memory in [Service]; by "
               "hand: systemd-run --pipe --wait -p User=NAME -p Delegate=memory bothends ..., for --scope --uid=NAME "
               "leaves the group to root. Without, memory is added up every 10 ms";
    return "what was delegated hands on no memory: systemd unit: Delegate=memory in [Service], systemd 251 or newer or "
           "User=root; the memory controller must not be one of version 1. Without, memory is added up every 10 ms";
}

static struct machine_fact fact_cgroup(const char *sandbox, struct arena *arena)
{
    const char *said = ask_cgroups(sandbox, arena);
    if (!*said)
        return (struct machine_fact){"cgroup", "could not be found out", false, NULL};
    AUTO_BUF struct buf value = {0};
    for (const char *at = said; *at; at += strcspn(at, "\n") + (at[strcspn(at, "\n")] == '\n'))
        buf_printf(&value, "%s%.*s", value.size ? ", " : "", (int)strcspn(at, "\n"), at);
    bool good = !strstr(said, "memory none");
    return (struct machine_fact){"cgroup", arena_string(arena, value.data), good, good ? NULL : change_cgroup(said)};
}

static struct machine_fact fact_landlock(struct arena *arena)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi >= 1)
        return (struct machine_fact){"landlock", arena_printf(arena, "ABI %ld", abi), true, NULL};
    return (struct machine_fact){
        "landlock", "none", false,
        "a kernel from 5.13 on, booted with landlock in lsm= (e.g. lsm=landlock,yama,apparmor)"};
}

static struct machine_fact fact_seccomp(struct arena *arena)
{
    (void)arena; /* the shape of all rows */
    const unsigned action = SECCOMP_RET_KILL_PROCESS;
    bool good = syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
    return (struct machine_fact){"seccomp", good ? "filters" : "none", good,
                                 good ? NULL : "a kernel with CONFIG_SECCOMP_FILTER"};
}

static struct machine_fact fact_ptrace(struct arena *arena)
{
    const char *scope = first_line("/proc/sys/kernel/yama/ptrace_scope", arena);
    bool good = strcmp(scope, "3") != 0;
    return (struct machine_fact){"ptrace", *scope ? arena_printf(arena, "yama scope %s", scope) : "allowed", good,
                                 good ? NULL : "sysctl -w kernel.yama.ptrace_scope=1 (from 3 only by a reboot)"};
}

size_t machine_look(const char *sandbox, struct arena *arena, struct machine_fact facts[static MACHINE_FACTS_MAX])
{
    static struct machine_fact (*const looks[])(struct arena *) = {
        fact_kernel,   fact_user,     fact_compiler, fact_user_namespaces,
        fact_own_proc, fact_landlock, fact_seccomp,  fact_ptrace,
    };
    enum { COUNT = sizeof looks / sizeof *looks };
    _Static_assert((int)COUNT < (int)MACHINE_FACTS_MAX, "there is room for every fact");
    for (size_t i = 0; i < COUNT; i++)
        facts[i] = looks[i](arena);
    facts[COUNT] = fact_cgroup(sandbox, arena);
    return COUNT + 1;
}
