/* v40_bounded_buffer -- OK: two producers, one consumer, three semaphores */
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

struct buffer { sem_t free, full, mutex; int item[2]; unsigned in, out; int sum; };

int main(void) {
  struct buffer *b = SHARED(sizeof *b);
  sem_init(&b->free, 1, 2);
  sem_init(&b->full, 1, 0);
  sem_init(&b->mutex, 1, 1);
  for (int k = 0; k < 2; k++)
    if (fork() == 0) {
      for (int i = 1; i <= 3; i++) {
        sem_wait(&b->free);
        sem_wait(&b->mutex);
        b->item[b->in++ % 2] = i;
        sem_post(&b->mutex);
        sem_post(&b->full);
      }
      _exit(0);
    }
  if (fork() == 0) {
    for (int i = 0; i < 6; i++) {
      sem_wait(&b->full);
      sem_wait(&b->mutex);
      b->sum += b->item[b->out++ % 2];
      sem_post(&b->mutex);
      sem_post(&b->free);
    }
    _exit(0);
  }
  while (wait(NULL) > 0) ;
  printf("%d\n", b->sum);
}
