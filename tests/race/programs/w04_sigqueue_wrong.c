#define _GNU_SOURCE
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
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGRTMIN);
  sigprocmask(SIG_BLOCK, &set, NULL);
  pid_t parent = getpid();
  if (!fork()) {
    
    sigqueue(parent, SIGRTMIN, (union sigval){.sival_int = 7});
    *x = 42;
    _exit(0);
  }
  siginfo_t info;
  sigwaitinfo(&set, &info);
  printf("%d %d\n", *x, info.si_value.sival_int);
  wait(NULL);
}
