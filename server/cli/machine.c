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
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SMALL_FILE_MAX = 256 * 1024, ORDINARY_USER = 65534 };

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
        *change = in_container() ? "docker run --security-opt seccomp=docker/seccomp.json --security-opt "
                                   "apparmor=unconfined --security-opt systempaths=unconfined"
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
    *change = in_container() ? "docker run --security-opt systempaths=unconfined (podman: --security-opt unmask=ALL; "
                               "Kubernetes: procMount: Unmasked)"
                             : "systemd unit: ProtectKernelTunables=no, ProtectKernelLogs=no, ProtectProc=default, "
                               "ProcSubset=all";
    return false;
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

/* Adds the controllers of one line of mountinfo when it is a cgroup mount; sets bits for memory and pids. */
static void take_mount(const char *line, struct buf *said, unsigned *has, struct arena *arena)
{
    const char *type = strstr(line, " - ");
    char point[256];
    if (!type || sscanf(line, "%*s %*s %*s %*s %255s", point) != 1)
        return;
    const char *controllers = NULL;
    if (strncmp(type, " - cgroup2 ", 11) == 0)
        controllers =
            arena_printf(arena, "v2 (%s)", first_line(arena_printf(arena, "%s/cgroup.controllers", point), arena));
    else if (strncmp(type, " - cgroup ", 10) == 0 && !strstr(type, "name="))
        controllers = arena_printf(arena, "v1 %s", strrchr(type, ',') ? strrchr(type, ',') + 1 : "");
    if (!controllers)
        return;
    bool writable = access(point, W_OK) == 0;
    *has |= writable && strstr(controllers, "memory") ? 1u : 0;
    *has |= writable && strstr(controllers, "pids") ? 2u : 0;
    buf_printf(said, "%s%s%s", said->size ? ", " : "", controllers, writable ? "" : " read-only");
}

static struct machine_fact fact_cgroup(struct arena *arena)
{
    struct bytes text;
    struct err e = {0};
    AUTO_BUF struct buf said = {0};
    unsigned has = 0;
    if (fd_read_file("/proc/self/mountinfo", SMALL_FILE_MAX, arena, &text, &e))
        for (const char *at = text.data; *at;) {
            size_t size = strcspn(at, "\n");
            take_mount(arena_copy(arena, at, size), &said, &has, arena);
            at += size + (at[size] == '\n');
        }
    struct machine_fact fact = {"cgroup", said.size ? arena_string(arena, said.data) : "none", has == 3, NULL};
    if (!fact.good)
        fact.change = in_container() ? "docker run --cgroupns private -v /sys/fs/cgroup:/sys/fs/cgroup:rw (compose: "
                                       "cgroup: private)"
                                     : "systemd unit: Delegate=memory pids cpu (or start as root)";
    return fact;
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

size_t machine_look(struct arena *arena, struct machine_fact facts[static MACHINE_FACTS_MAX])
{
    static struct machine_fact (*const looks[])(struct arena *) = {
        fact_kernel, fact_user,     fact_compiler, fact_user_namespaces, fact_own_proc,
        fact_cgroup, fact_landlock, fact_seccomp,  fact_ptrace,
    };
    enum { COUNT = sizeof looks / sizeof *looks };
    _Static_assert((int)COUNT <= (int)MACHINE_FACTS_MAX, "there is room for every fact");
    for (size_t i = 0; i < COUNT; i++)
        facts[i] = looks[i](arena);
    return COUNT;
}
