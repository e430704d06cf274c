#define _GNU_SOURCE
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

static int *x;
static sem_t *ready;
static void rings(int s) { (void)s; *x = 42; sem_post(ready);  }
int main(void) {
  x = SHARED(4096);
  ready = SHARED(4096);
  sem_init(ready, 1, 0);
  if (!fork()) {
    timer_t t;
    struct itimerspec soon = {.it_value = {0, 1000000}};
    signal(SIGALRM, rings);
    sigset_t set, before;
    sigemptyset(&set);
    sigaddset(&set, SIGALRM);
    sigprocmask(SIG_BLOCK, &set, &before);
    timer_create(CLOCK_MONOTONIC, NULL, &t);
    timer_settime(t, 0, &soon, NULL);
    sigsuspend(&before);
    _exit(0);
  }
  sem_wait(ready);
  printf("%d\n", *x);
  wait(NULL);
}
