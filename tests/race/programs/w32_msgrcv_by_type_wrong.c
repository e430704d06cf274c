#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *x = SHARED(4096), q = msgget(IPC_PRIVATE, 0600);
  struct { long type; char c; } m = {2, 'x'};
  if (!fork()) {
    
    msgsnd(q, &m, 1, 0);
    *x = 42;
    _exit(0);
  }
  if (!fork()) {
    m.type = 1;
    msgsnd(q, &m, 1, 0);
    _exit(0);
  }
  msgrcv(q, &m, 1, 2, 0);
  printf("%d\n", *x);
  msgrcv(q, &m, 1, 1, 0);
  while (wait(NULL) > 0)
    ;
  msgctl(q, IPC_RMID, NULL);
}
