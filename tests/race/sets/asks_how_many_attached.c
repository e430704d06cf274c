/* asks_how_many_attached -- nattch is answered by whether the child detached before */
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
int main(void) {
  struct shmid_ds d;
  int id = shmget(IPC_PRIVATE, 4096, 0600 | IPC_CREAT);
  int *p = shmat(id, 0, 0);
  (void)p;
  if (fork() == 0) { shmdt(p); _exit(0); }
  shmctl(id, IPC_STAT, &d);
  printf("%d", (int)d.shm_nattch);
  fflush(stdout);
  wait(NULL);
  shmctl(id, IPC_RMID, 0);
}
