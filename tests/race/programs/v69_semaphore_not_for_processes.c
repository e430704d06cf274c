/* v69_semaphore_not_for_processes -- MISUSE: the semaphore lies in shared memory, but was made for one process */
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
  struct { sem_t lock; int count; } *s = SHARED(4096);
  sem_init(&s->lock, 0, 1);
  for (int k = 0; k < 2; k++)
    if (fork() == 0) {
      for (int i = 0; i < 3; i++) {
        sem_wait(&s->lock);
        s->count++;
        sem_post(&s->lock);
      }
      _exit(0);
    }
  while (wait(NULL) > 0) ;
  printf("%d\n", s->count);
}
