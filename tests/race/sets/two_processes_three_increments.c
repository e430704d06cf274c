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
  for (int k = 0; k < 2; k++)
    if (fork() == 0) {
      for (int i = 0; i < 3; i++) (*c)++;
      _exit(0);
    }
  while (wait(NULL) > 0) ;
  printf("%d\n", *c);
  return 0;
}
