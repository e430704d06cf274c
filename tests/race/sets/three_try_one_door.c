/* three_try_one_door -- how many find the door open */
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
  struct { sem_t door; atomic_int entered; } *s = SHARED(4096);
  sem_init(&s->door, 1, 1);
  for (int k = 0; k < 3; k++)
    if (fork() == 0) {
      if (sem_trywait(&s->door) == 0) {
        s->entered++;
        sem_post(&s->door);
      }
      _exit(0);
    }
  while (wait(NULL) > 0) ;
  printf("%d\n", s->entered);
}
