/* sends_odd_descriptors.c -- folders of init and streams, sent through a socket and used from there. */
#include "won.h"
#include <sys/socket.h>
static int pass(int fd)
{
    int s[2], got = -1;
    char c = 'x', ctl[CMSG_SPACE(sizeof(int))] = {0};
    struct iovec v = {&c, 1};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = ctl, .msg_controllen = sizeof ctl};
    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, s) < 0)
        return -1;
    struct cmsghdr *h = CMSG_FIRSTHDR(&m);
    *h = (struct cmsghdr){CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS};
    memcpy(CMSG_DATA(h), &fd, sizeof fd);
    if (sendmsg(s[0], &m, 0) == 1 && recvmsg(s[1], &m, 0) == 1 && (h = CMSG_FIRSTHDR(&m)))
        memcpy(&got, CMSG_DATA(h), sizeof got);
    close(s[0]);
    close(s[1]);
    return got;
}
int main(void)
{
    int root = pass(open("/", O_PATH)), init = pass(open("/proc/1", O_PATH | O_DIRECTORY)),
        exe = pass(open("/proc/self/exe", O_PATH));
    must_fail("up", openat(root, "../../etc/shadow", O_RDONLY));
    must_fail("init root", openat(init, "root/etc/passwd", O_RDONLY));
    must_fail("init cwd", openat(init, "cwd/..", O_RDONLY | O_DIRECTORY));
    must_fail("init fd", openat(init, "fd/3", O_RDWR));
    must_fail("init mem", openat(init, "mem", O_RDWR));
    must_fail("init env", openat(init, "environ", O_RDONLY));
    must_fail("init exe", openat(init, "exe", O_RDONLY));
    must_fail("init map", openat(init, "map_files", O_RDONLY));
    must_fail("write exe", openat(exe, "", O_WRONLY));
    char path[64];
    sprintf(path, "/proc/self/fd/%d", exe);
    must_fail("reopen exe", open(path, O_RDWR));
    won_if("chmod exe", fchmodat(AT_FDCWD, path, 0777, 0) == 0 && getuid() == 0);
    int out = pass(1), in = pass(0);
    must_fail("read stdout", read(out, path, 1));
    must_fail("write stdin", write(in, path, 1));
    fchdir(root);
    must_fail("chroot .", chroot("."));
    must_fail("pidfd", syscall(SYS_pidfd_getfd, pass(syscall(SYS_pidfd_open, 1, 0)), 0, 0));
    return 0;
}
