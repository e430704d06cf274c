/* v64_system_v_queue -- OK: written before the message, read after it */
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
#include <sys/ipc.h>
#include <sys/msg.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

struct message { long type; char text[4]; };

int main(void) {
  int *value = SHARED(4096);
  int q = msgget(IPC_PRIVATE, 0600);
  struct message m = {1, "go"};
  if (fork() == 0) {
    *value = 8;
    msgsnd(q, &m, sizeof m.text, 0);
    m.type = 2;
    msgrcv(q, &m, sizeof m.text, 3, 0);
    _exit(*value == 9 ? 0 : 1);
  }
  msgrcv(q, &m, sizeof m.text, 1, 0);
  ++*value;
  m.type = 3;
  msgsnd(q, &m, sizeof m.text, 0);
  int status;
  wait(&status);
  msgctl(q, IPC_RMID, NULL);
  printf("%d %d\n", *value, status);
}
