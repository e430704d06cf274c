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
  int *c = SHARED(4096);
  if (fork() == 0) { sleep(1); *c = 1; _exit(0); }
  sleep(3);
  printf("%d\n", *c);
  wait(NULL);
  return 0;
}
