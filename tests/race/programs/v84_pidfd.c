/* v84_pidfd -- OK: poll on a pidfd says that the child has ended */
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
#include <poll.h>
#include <sys/syscall.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *value = SHARED(4096);
  pid_t child = fork();
  if (child == 0) {
    *value = 12;
    _exit(0);
  }
  struct pollfd p = {.fd = (int)syscall(SYS_pidfd_open, child, 0), .events = POLLIN};
  if (p.fd < 0) return 1;
  while (poll(&p, 1, -1) != 1) ;
  printf("%d\n", *value);
  waitpid(child, NULL, 0);
}
