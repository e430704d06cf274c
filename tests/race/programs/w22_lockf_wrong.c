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
  int *x = SHARED(4096);
  close(open("lock", O_CREAT | O_RDWR, 0600));
  for (int k = 0; k < 2; k++)
    if (!fork()) {
      int f = open("lock", O_RDWR);
      for (int i = 0; i < 3; i++) {
        lseek(f, k, SEEK_SET);
        lockf(f, F_LOCK, 1);
        ++*x;
        lockf(f, F_ULOCK, 1);
      }
      _exit(0);
    }
  while (wait(NULL) > 0)
    ;
  printf("%d\n", *x);
  unlink("lock");
}
