/* v59_spin_lock_of_processes -- OK: pthread_spin_t, shared */
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
  struct { pthread_spinlock_t lock; int count; } *s = SHARED(4096);
  pthread_spin_init(&s->lock, PTHREAD_PROCESS_SHARED);
  for (int k = 0; k < 3; k++)
    if (fork() == 0) {
      for (int i = 0; i < 3; i++) {
        pthread_spin_lock(&s->lock);
        s->count++;
        pthread_spin_unlock(&s->lock);
      }
      _exit(0);
    }
  while (wait(NULL) > 0) ;
  printf("%d\n", s->count);
}
