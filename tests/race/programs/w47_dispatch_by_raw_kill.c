#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

static volatile sig_atomic_t told;
static void hears(int s) { (void)s; told = 1; }
int main(void) {
  int *x = SHARED(4096);
  sigset_t set, before;
  signal(SIGUSR2, hears);
  sigemptyset(&set);
  sigaddset(&set, SIGUSR2);
  sigprocmask(SIG_BLOCK, &set, &before);
  pid_t parent = getpid();
  if (!fork()) {
    *x = 42;
    syscall(SYS_tgkill, parent, parent, SIGUSR2);
    
    _exit(0);
  }
  while (!told)
    sigsuspend(&before);
  printf("%d\n", *x);
  wait(NULL);
}
