#define _GNU_SOURCE
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

static sem_t *ready;
static int *x;
static void rings(int s) { (void)s; *x = 42; sem_post(ready);  }
int main(void) {
  x = SHARED(4096);
  ready = SHARED(4096);
  sem_init(ready, 1, 0);
  if (!fork()) {
    signal(SIGALRM, rings);
    alarm(1);
    pause();
    _exit(0);
  }
  sem_wait(ready);
  printf("%d\n", *x);
  wait(NULL);
}
