/* The signal comes before what it should announce. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(NULL, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)
int main(void) {
  int *n = SHARED(4096), sig; sigset_t set;
  sigemptyset(&set); sigaddset(&set, SIGUSR1); sigprocmask(SIG_BLOCK, &set, NULL);
  pid_t parent = getpid();
  if (fork() == 0) {
    kill(parent, SIGUSR1);
    *n = 9;
    _exit(0);
  }
  sigwait(&set, &sig);
  int v = *n;
  wait(NULL);
  printf("%d\n", v);
  return 0;
}
