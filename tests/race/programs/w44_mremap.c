#define _GNU_SOURCE
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  sem_t *s = SHARED(4096);
  int *x = SHARED(4096);
  sem_init(s, 1, 1);
  x = mremap(x, 4096, 8192, MREMAP_MAYMOVE);
  if (x == MAP_FAILED)
    return 1;
  for (int k = 0; k < 2; k++)
    if (!fork()) {
      for (int i = 0; i < 3; i++) {
        sem_wait(s);
        x[0]++;
        sem_post(s);
      }
      _exit(0);
    }
  while (wait(NULL) > 0)
    ;
  printf("%d\n", x[0]);
}
