/* v86_descriptor_over_a_socket -- OK: the pipe by which it is told comes itself over a socket */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <sys/socket.h>
#include <sys/uio.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *value = SHARED(4096), s[2], p[2];
  char room[CMSG_SPACE(sizeof(int))] = {0}, c = 'x';
  struct iovec io = {&c, 1};
  struct msghdr m = {.msg_iov = &io, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
  socketpair(AF_UNIX, SOCK_DGRAM, 0, s);
  if (fork() == 0) {
    if (recvmsg(s[1], &m, 0) != 1) _exit(1);
    int fd;
    memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&m)), sizeof fd);
    *value = 55;
    write(fd, "y", 1);
    _exit(0);
  }
  pipe(p);
  struct cmsghdr *h = CMSG_FIRSTHDR(&m);
  h->cmsg_level = SOL_SOCKET;
  h->cmsg_type = SCM_RIGHTS;
  h->cmsg_len = CMSG_LEN(sizeof(int));
  memcpy(CMSG_DATA(h), &p[1], sizeof(int));
  sendmsg(s[0], &m, 0);
  read(p[0], &c, 1);
  printf("%d\n", *value);
  wait(NULL);
}
