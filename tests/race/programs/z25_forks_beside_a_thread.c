/* z25_forks_beside_a_thread -- OK: forks while no other thread has the lock */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)
#define RELAXED memory_order_relaxed
#define ACQUIRE memory_order_acquire
#define RELEASE memory_order_release
#define ACQ_REL memory_order_acq_rel

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static void *work(void *u) { pthread_mutex_lock(&m); sched_yield(); pthread_mutex_unlock(&m); return NULL; }
int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, work, NULL);
  pthread_join(t, NULL);
  if (fork() == 0) { pthread_mutex_lock(&m); pthread_mutex_unlock(&m); _exit(0); }
  wait(NULL);
  
  puts("done");
}
