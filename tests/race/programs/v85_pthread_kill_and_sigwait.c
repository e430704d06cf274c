/* v85_pthread_kill_and_sigwait -- OK: a signal to a thread that waits for it */
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

static int value;
static sigset_t set;
static void *work(void *arg) {
  int sig;
  sigwait(&set, &sig);
  return (void *)(long)value;
}

int main(void) {
  pthread_t t;
  void *got;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR2);
  pthread_sigmask(SIG_BLOCK, &set, NULL);
  pthread_create(&t, NULL, work, NULL);
  value = 31;
  pthread_kill(t, SIGUSR2);
  pthread_join(t, &got);
  printf("%ld\n", (long)got);
}
