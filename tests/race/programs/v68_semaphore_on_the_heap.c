/* v68_semaphore_on_the_heap -- RACE: pshared or not: fork copies the heap, and each child has its own semaphore */
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
  int *count = SHARED(4096);
  sem_t *lock = malloc(sizeof *lock);
  sem_init(lock, 1, 1);
  for (int k = 0; k < 2; k++)
    if (fork() == 0) {
      for (int i = 0; i < 3; i++) {
        sem_wait(lock);
        ++*count;
        sem_post(lock);
      }
      _exit(0);
    }
  while (wait(NULL) > 0) ;
  printf("%d\n", *count);
}
