/* v66_readers_by_hand -- OK: the first reader takes the room, the last gives it back: another process than took it */
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

struct area { sem_t mutex, room; int readers, value; };

static void read_it(struct area *a) {
  sem_wait(&a->mutex);
  if (++a->readers == 1) sem_wait(&a->room);
  sem_post(&a->mutex);
  int seen = a->value;
  if (seen < 0) _exit(1);
  sem_wait(&a->mutex);
  if (--a->readers == 0) sem_post(&a->room);
  sem_post(&a->mutex);
}

int main(void) {
  struct area *a = SHARED(sizeof *a);
  sem_init(&a->mutex, 1, 1);
  sem_init(&a->room, 1, 1);
  for (int k = 0; k < 2; k++)
    if (fork() == 0) {
      read_it(a);
      read_it(a);
      _exit(0);
    }
  if (fork() == 0) {
    for (int i = 0; i < 2; i++) {
      sem_wait(&a->room);
      a->value += 5;
      sem_post(&a->room);
    }
    _exit(0);
  }
  while (wait(NULL) > 0) ;
  printf("%d\n", a->value);
}
