/* v73_gather_and_scatter -- OK: writev and readv carry it through a pipe */
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
#include <sys/uio.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *value = SHARED(4096), fd[2], a = 0, b = 0;
  pipe(fd);
  if (fork() == 0) {
    *value = 4;
    struct iovec v[2] = {{"ab", 2}, {"cd", 2}};
    writev(fd[1], v, 2);
    _exit(0);
  }
  struct iovec v[2] = {{&a, 1}, {&b, 3}};
  if (readv(fd[0], v, 2) != 4) return 1;
  printf("%c %d\n", a, *value);
  wait(NULL);
}
