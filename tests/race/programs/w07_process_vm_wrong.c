#define _GNU_SOURCE
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  static int own = 1;
  sem_t *ready = SHARED(4096), *done = ready + 1;
  sem_init(ready, 1, 0);
  sem_init(done, 1, 0);
  int *x = (int *)(ready + 2);
  pid_t child = fork();
  if (!child) {
    own = 42;
    
    sem_post(ready);
    *x = 42;
    sem_wait(done);
    _exit(0);
  }
  int seen = 0;
  struct iovec here = {&seen, sizeof seen}, there = {&own, sizeof own};
  sem_wait(ready);
  process_vm_readv(child, &here, 1, &there, 1, 0);
  printf("%d %d\n", seen, *x);
  sem_post(done);
  wait(NULL);
}
