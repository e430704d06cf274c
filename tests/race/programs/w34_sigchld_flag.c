#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

static volatile sig_atomic_t ended;
static void child_ends(int s) { (void)s; ended = 1; }
int main(void) {
  int *x = SHARED(4096);
  sigset_t set, before;
  signal(SIGCHLD, child_ends);
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  sigprocmask(SIG_BLOCK, &set, &before);
  if (!fork()) {
    *x = 42;
    _exit(0);
  }
  while (!ended)
    sigsuspend(&before);
  printf("%d\n", *x);
  sigprocmask(SIG_SETMASK, &before, NULL);
  while (wait(NULL) < 0)
    ;
}
