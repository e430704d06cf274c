/* plus_one_and_times_two -- 1 + 1, times 2, or the other way round, or one of both is lost */
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
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *x = SHARED(4096);
  *x = 1;
  if (fork() == 0) {
    *x += 1;
    _exit(0);
  }
  if (fork() == 0) {
    *x *= 2;
    _exit(0);
  }
  while (wait(NULL) > 0) ;
  printf("%d\n", *x);
}
