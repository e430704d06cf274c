/* The stock is looked at before the lock is taken. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(NULL, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)
struct s { pthread_spinlock_t l; int stock, sold; };
int main(void) {
  struct s *s = SHARED(sizeof *s);
  pthread_spin_init(&s->l, PTHREAD_PROCESS_SHARED);
  s->stock = 1;
  for (int k = 0; k < 2; k++)
    if (fork() == 0) {
      if (s->stock > 0) {
        pthread_spin_lock(&s->l);
        s->stock--;
        s->sold++;
        pthread_spin_unlock(&s->l);
      }
      _exit(0);
    }
  while (wait(NULL) > 0) ;
  printf("%d %d\n", s->stock, s->sold);
  return 0;
}
