#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

static void wakes(int s) { (void)s; }
int main(void) {
  int *x = SHARED(4096);
  signal(SIGUSR1, wakes);
  pid_t first = fork();
  if (!first) {
    pause();
    _exit(*x == 42 ? 0 : 1);
  }
  *x = 42;
  int status;
  do { /* until it has come to its pause */
    kill(first, SIGUSR1);
    
    sched_yield();
  } while (waitpid(first, &status, WNOHANG) == 0);
  puts("done");
}
