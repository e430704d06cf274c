/* timerfd_sent_to_a_child.c -- the child waits at a timer that its parent sends it, and closes. */
#include "same.h"
#include <sys/socket.h>
#include <sys/timerfd.h>
union room {
    char bytes[CMSG_SPACE(sizeof(int))];
    struct cmsghdr align;
};
int main(void)
{
    int ends[2], timer = timerfd_create(CLOCK_MONOTONIC, 0);
    union room room = {.align = {CMSG_LEN(sizeof timer), SOL_SOCKET, SCM_RIGHTS}};
    char byte = 'x';
    struct iovec data = {&byte, 1};
    struct msghdr message = {
        .msg_iov = &data, .msg_iovlen = 1, .msg_control = &room, .msg_controllen = sizeof room.bytes};
    struct itimerspec soon = {{0, 0}, {0, 200000000}};
    uint64_t rings = 0;
    MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        close(timer);
        MUST(recvmsg(ends[1], &message, 0) == 1);
        memcpy(&timer, CMSG_DATA(&room.align), sizeof timer);
        MUST(read(timer, &rings, sizeof rings) == sizeof rings);
        _exit((int)rings);
    }
    memcpy(CMSG_DATA(&room.align), &timer, sizeof timer);
    MUST(sendmsg(ends[0], &message, 0) == 1 && timerfd_settime(timer, 0, &soon, NULL) == 0 && close(timer) == 0);
    printf("%d\n", reap(pid));
    return 0;
}
