/* v01_lock_per_process -- RACE: each child locks a mutex of its own, so no lock is common */
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

struct slot { pthread_mutex_t lock; };
struct area { struct slot slot[3]; int total; };

int main(void) {
  struct area *a = SHARED(sizeof *a);
  pthread_mutexattr_t attr;
  pthread_mutexattr_init(&attr);
  pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
  for (int k = 0; k < 3; k++) pthread_mutex_init(&a->slot[k].lock, &attr);
  for (int k = 0; k < 3; k++)
    if (fork() == 0) {
      for (int i = 0; i < 5; i++) {
        pthread_mutex_lock(&a->slot[k].lock);
        a->total += k + 1;
        pthread_mutex_unlock(&a->slot[k].lock);
      }
      _exit(0);
    }
  while (wait(NULL) > 0) ;
  printf("%d\n", a->total);
}
