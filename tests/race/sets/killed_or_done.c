/* killed_or_done -- the parent kills the child before or after its one write */
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
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  atomic_int *x = SHARED(4096);
  pid_t child = fork();
  if (child == 0) {
    *x = 1;
    _exit(0);
  }
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
  printf("%d\n", *x);
}
