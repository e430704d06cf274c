#define _GNU_SOURCE
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *x = SHARED(4096);
  sem_unlink("/both");
  sem_t *first = sem_open("/both", O_CREAT, 0600, 1);
  
  for (int k = 0; k < 2; k++)
    if (!fork()) {
      sem_t *s = sem_open("/both", O_CREAT, 0600, 1);
      if (k == 0)
        s = first;
      for (int i = 0; i < 3; i++) {
        sem_wait(s);
        ++*x;
        sem_post(s);
      }
      _exit(0);
    }
  while (wait(NULL) > 0)
    ;
  printf("%d\n", *x);
  sem_unlink("/both");
}
