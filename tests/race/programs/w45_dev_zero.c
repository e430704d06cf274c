#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int f = open("/dev/zero", O_RDWR);
  int *a = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, f, 0);
  int *b = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, f, 0); /* other memory */
  for (int k = 0; k < 2; k++)
    if (!fork()) {
      int *own = k ? b : a;
      for (int i = 0; i < 3; i++)
        ++*own;
      _exit(0);
    }
  while (wait(NULL) > 0)
    ;
  printf("%d\n", *a + *b);
}
