/* With IPC_NOWAIT it may read before the message is there. */
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
struct m { long type; int v; };
int main(void) {
  int q = msgget(IPC_PRIVATE, IPC_CREAT | 0600), *n = SHARED(4096);
  if (fork() == 0) {
    struct m m = {1, 3};
    *n = 4;
    msgsnd(q, &m, sizeof m.v, 0);
    _exit(0);
  }
  struct m m = {0, 0};
  msgrcv(q, &m, sizeof m.v, 1, IPC_NOWAIT);
  printf("%d\n", *n);
  wait(NULL); msgctl(q, IPC_RMID, NULL);
  return 0;
}
