/* two_semaphores_in_two_orders -- each may hold what the other waits for */
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
  sem_t *s = SHARED(4096);
  sem_init(&s[0], 1, 1);
  sem_init(&s[1], 1, 1);
  for (int k = 0; k < 2; k++)
    if (fork() == 0) {
      sem_wait(&s[k]);
      sem_wait(&s[!k]);
      sem_post(&s[k]);
      sem_post(&s[!k]);
      _exit(0);
    }
  while (wait(NULL) > 0) ;
  puts("done");
}
