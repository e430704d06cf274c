#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *x = SHARED(4096);
  close(open("lock", O_CREAT | O_RDWR, 0600));
  for (int k = 0; k < 3; k++)
    if (!fork()) {
      int f = open("lock", O_RDWR), seen = 0;
      flock(f, k < 2 ? LOCK_SH : LOCK_SH);
      if (k < 2)
        ++*x;
      else
        seen = *x;
      flock(f, LOCK_UN);
      _exit(seen > 2);
    }
  while (wait(NULL) > 0)
    ;
  printf("%d\n", *x);
  unlink("lock");
}
