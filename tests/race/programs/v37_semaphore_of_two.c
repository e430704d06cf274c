/* v37_semaphore_of_two -- RACE: a semaphore that begins with 2 lets both in */
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
  struct { sem_t door; int visitors; } *s = SHARED(4096);
  sem_init(&s->door, 1, 2);
  for (int k = 0; k < 3; k++)
    if (fork() == 0) {
      sem_wait(&s->door);
      s->visitors++;
      sem_post(&s->door);
      _exit(0);
    }
  while (wait(NULL) > 0) ;
  printf("%d\n", s->visitors);
}
