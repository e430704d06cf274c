#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

static void range(int f, int type, long from, long size) {
  struct flock l = {.l_type = (short)type, .l_whence = SEEK_SET, .l_start = from, .l_len = size};
  while (fcntl(f, F_SETLKW, &l) < 0)
    ;
}
int main(void) {
  int *x = SHARED(4096), f = open("lock", O_CREAT | O_RDWR, 0600);
  for (int k = 0; k < 2; k++)
    if (!fork()) {
      long from = k ? 10 : 0;
      for (int i = 0; i < 3; i++) {
        range(f, F_WRLCK, from, 10);
        ++*x;
        range(f, F_UNLCK, from, 10);
      }
      _exit(0);
    }
  while (wait(NULL) > 0)
    ;
  printf("%d\n", *x);
  unlink("lock");
}
