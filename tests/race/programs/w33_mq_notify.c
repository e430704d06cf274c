#define _GNU_SOURCE
#include <fcntl.h>
#include <mqueue.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *x = SHARED(4096);
  struct mq_attr a = {.mq_maxmsg = 2, .mq_msgsize = 8};
  mq_unlink("/told");
  mqd_t q = mq_open("/told", O_CREAT | O_RDWR, 0600, &a);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_BLOCK, &set, NULL);
  struct sigevent e = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
  mq_notify(q, &e);
  if (!fork()) {
    *x = 42;
    mq_send(q, "x", 1, 0);
    
    _exit(0);
  }
  sigwaitinfo(&set, NULL);
  printf("%d\n", *x);
  wait(NULL);
  mq_unlink("/told");
}
