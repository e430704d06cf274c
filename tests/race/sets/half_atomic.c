/* half_atomic -- the load and store may swallow the ten, the addition swallows nothing */
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
  if (fork() == 0) {
    int seen = atomic_load(x);
    atomic_store(x, seen + 1);
    _exit(0);
  }
  atomic_fetch_add(x, 10);
  wait(NULL);
  printf("%d\n", *x);
}
