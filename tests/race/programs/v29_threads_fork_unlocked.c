/* v29_threads_fork_unlocked -- RACE: the children of two threads add without a lock */
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

static int *count;
static pthread_mutex_t *lock;
static void *work(void *arg) {
  pid_t child = fork();
  if (child == 0) {
    for (int i = 0; i < 3; i++) {
      ++*count;
    }
    _exit(0);
  }
  waitpid(child, NULL, 0);
  return arg;
}

int main(void) {
  pthread_t t[2];
  count = SHARED(4096);
  lock = (pthread_mutex_t *)(count + 16);
  pthread_mutexattr_t attr;
  pthread_mutexattr_init(&attr);
  pthread_mutexattr_setpshared(&attr, 1);
  pthread_mutex_init(lock, &attr);
  for (int k = 0; k < 2; k++) pthread_create(&t[k], NULL, work, NULL);
  for (int k = 0; k < 2; k++) pthread_join(t[k], NULL);
  printf("%d\n", *count);
}
