/* view.c -- what each policy sees of the file system. */
#include "sandbox/walls/view.h"

#if defined __x86_64__
#define TRIPLE "x86_64-linux-gnu"
#define LOADER "/usr/lib64/ld-linux-x86-64.so.2"
#elif defined __aarch64__
#define TRIPLE "aarch64-linux-gnu"
#define LOADER "/usr/lib/ld-linux-aarch64.so.1"
#else
#error "add this machine's library folder and dynamic loader"
#endif

enum { EVERYONE = IN_STUDENT | IN_COMPILE | IN_INSPECT };

/* Nothing of /etc but the list of libraries: who is there, and `#include "/etc/shadow"` shows its first line in the
 * error. No /sys, no /home. */
const struct view_bind view_binds[] = {
    {"/usr/lib/" TRIPLE, EVERYONE, false, false},
    {"/usr/bin", IN_STUDENT, false, false}, /* popen("sort") and sh itself; nothing setuid works */
    {"/usr/lib/locale/C.utf8", IN_STUDENT | IN_INSPECT, true, false}, /* LANG says so; names in a .zip are UTF-8 */
    {"/usr/lib/gcc", IN_COMPILE, false, false},
    {"/usr/libexec/gcc", IN_COMPILE, true, false}, /* cc1 of newer gccs */
    {"/usr/lib/llvm-14", IN_COMPILE, true, false}, /* clang reads a program for the self-test of rubrics */
    {"/usr/include", IN_COMPILE, false, false},
    {"/sys/kernel/mm/transparent_hugepage", IN_COMPILE, true, false}, /* libc asks whether there are huge pages */
    {"/dev/null", EVERYONE, false, true},
    {"/dev/zero", IN_STUDENT, false, true}, /* never for the compiler: #include "/dev/zero" */
    {"/dev/full", IN_STUDENT, false, true},
    {"/dev/random", IN_STUDENT, false, true},
    {"/dev/urandom", IN_STUDENT | IN_INSPECT, false, true},
};
const size_t view_bind_count = sizeof view_binds / sizeof view_binds[0];

const struct view_link view_links[] = {
    {"/bin", "usr/bin", EVERYONE},
    {"/lib", "usr/lib", EVERYONE},
    {"/lib64", "usr/lib64", EVERYONE},
    {LOADER, NULL, EVERYONE},
    {"/dev/fd", "/proc/self/fd", IN_STUDENT},
    {"/dev/stdin", "/proc/self/fd/0", IN_STUDENT},
    {"/dev/stdout", "/proc/self/fd/1", IN_STUDENT},
    {"/dev/stderr", "/proc/self/fd/2", IN_STUDENT},
};
const size_t view_link_count = sizeof view_links / sizeof view_links[0];

const struct view_fresh view_fresh[FRESH_COUNT] = {
    [FRESH_WORK] = {"/work", EVERYONE},
    [FRESH_TMP] = {"/tmp", IN_STUDENT | IN_COMPILE},
    [FRESH_SHM] = {"/dev/shm", IN_STUDENT},
    [FRESH_BOX] = {"/box", EVERYONE},
    [FRESH_PROC] = {"/proc", IN_STUDENT | IN_INSPECT}, /* sanitizers read /proc/self/maps; gcc needs nothing of it */
    [FRESH_MQUEUE] = {"/dev/mqueue", IN_STUDENT},      /* Landlock allows mq_open only where it sees the folder */
};

const char *const view_tools[] = {"/usr/bin/gcc", "/usr/bin/cc", "/usr/bin/as", "/usr/bin/ld"};
const size_t view_tool_count = sizeof view_tools / sizeof view_tools[0];

enum view view_of(enum spec_policy policy)
{
    static const enum view views[POLICY_COUNT] = {
        [POLICY_STUDENT] = VIEW_STUDENT, [POLICY_SANITIZE] = VIEW_STUDENT, [POLICY_COMPILE] = VIEW_COMPILE,
        [POLICY_INSPECT] = VIEW_INSPECT, [POLICY_RACE] = VIEW_STUDENT,
    };
    return views[policy];
}

const char *view_name(enum view view)
{
    static const char *const names[VIEW_COUNT] = {"student", "compile", "inspect"};
    return names[view];
}
