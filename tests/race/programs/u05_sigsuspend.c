#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
#include <threads.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <signal.h>
#include <fcntl.h>
#include <errno.h>
#include <mqueue.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <sys/stat.h>
#include <sys/shm.h>
#include <sys/sem.h>
#include <sys/msg.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <poll.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

volatile sig_atomic_t go;
void h(int s) { go = 1; }
int main(void) {
  int *c = SHARED(4096);
  signal(SIGUSR1, h);
  sigset_t b, o;
  sigemptyset(&b);
  sigaddset(&b, SIGUSR1);
  sigprocmask(SIG_BLOCK, &b, &o);
  pid_t me = getpid();
  if (!fork()) {
    *c = 3;
    kill(me, SIGUSR1);
    _exit(0);
  }
  while (!go)
    sigsuspend(&o);
  printf("%d\n", *c);
  wait(0);
}
