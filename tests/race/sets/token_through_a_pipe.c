#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *c = SHARED(4096), p[2];
  char token = 0;
  pipe(p);
  if (fork() == 0) { *c = 7; write(p[1], &token, 1); _exit(0); }
  read(p[0], &token, 1);
  printf("%d\n", *c);
  wait(NULL);
  return 0;
}
