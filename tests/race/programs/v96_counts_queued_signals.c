/* v96_counts_queued_signals -- OK: three real-time signals are three calls of the handler, and the handler is its own thread's */
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

static volatile sig_atomic_t seen;
static void on(int sig) { seen++; }

int main(void) {
  struct sigaction action = {.sa_handler = on};
  sigset_t block, old;
  sigaction(SIGRTMIN + 1, &action, NULL);
  sigemptyset(&block);
  sigaddset(&block, SIGRTMIN + 1);
  sigprocmask(SIG_BLOCK, &block, &old);
  if (fork() == 0) {
    for (int i = 0; i < 3; i++) sigqueue(getppid(), SIGRTMIN + 1, (union sigval){.sival_int = i});
    _exit(0);
  }
  while (seen < 3) sigsuspend(&old);
  wait(NULL);
  printf("%d\n", (int)seen);
}
