/* tries_to_escape.c -- what an attacker tries first; every line says what came of it. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static void say(const char *what, long result)
{
    printf("%s: %s\n", what, result >= 0 ? "yes" : strerrorname_np(errno));
}

int main(int argc, char **argv)
{
    say("unshare(NEWUSER)", unshare(CLONE_NEWUSER));
    say("clone(NEWUSER)", syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0));
    say("clone(UNTRACED)", syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, 0, 0, 0, 0));
    say("clone3", syscall(SYS_clone3, NULL, 0));
    say("setns", setns(0, 0));
    say("chroot", chroot("/tmp"));
    say("socket(INET)", socket(AF_INET, SOCK_STREAM, 0));
    say("socket(NETLINK)", socket(AF_NETLINK, SOCK_RAW, 0));
    say("io_uring", syscall(SYS_io_uring_setup, 1, NULL));
    say("keyctl", syscall(SYS_keyctl, 0, -4, 1));
    say("add_key", syscall(SYS_add_key, "user", "a", "b", 1, -4));
    say("userfaultfd", syscall(SYS_userfaultfd, 0));
    say("/etc/passwd", open("/etc/passwd", O_RDONLY));
    say("/root", open("/root", O_RDONLY));
    say("/sys", open("/sys", O_RDONLY));
    say("/proc/1/environ", open("/proc/1/environ", O_RDONLY));
    say("/proc/kallsyms", open("/proc/kallsyms", O_RDONLY));
    say("write /usr", open("/usr/bin/x", O_WRONLY | O_CREAT, 0600));
    say("write /", open("/x", O_WRONLY | O_CREAT, 0600));
    say("write /box", open("/box/x", O_WRONLY | O_CREAT, 0600));
    say("write the program", argc == 1 ? open(argv[0], O_WRONLY) : 0);
    say("/dev/zero", open("/dev/zero", O_RDONLY));
    say("mknod", mknod("/work/mem", S_IFCHR | 0600, makedev(1, 1)));
    say("setuid(0)", setuid(0));
    say("nice", setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) - 5));
    struct rlimit more = {RLIM_INFINITY, RLIM_INFINITY};
    say("rlimit", setrlimit(RLIMIT_NPROC, &more));
    say("kill parent", kill(getppid(), SIGTERM));
    int open_fds = 0;
    for (int fd = 3; fd < 100; fd++)
        open_fds += fcntl(fd, F_GETFD) >= 0;
    printf("open above 20: %d\n", open_fds > 12); /* those opened above, no more */
    return 0;
}
