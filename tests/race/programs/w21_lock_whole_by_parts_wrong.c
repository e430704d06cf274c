#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

static void range(int f, int type, int whence, long from, long size) {
  struct flock l = {.l_type = (short)type, .l_whence = (short)whence, .l_start = from, .l_len = size};
  while (fcntl(f, F_SETLKW, &l) < 0)
    ;
}
int main(void) {
  int *x = SHARED(4096), f = open("lock", O_CREAT | O_RDWR, 0600);
  write(f, "0123456789", 10);
  for (int k = 0; k < 2; k++)
    if (!fork()) {
      for (int i = 0; i < 3; i++) {
        if (k == 0)
          range(f, F_WRLCK, SEEK_SET, 0, 7);
        else
          range(f, F_WRLCK, SEEK_END, -3, 1); /* one byte */
        ++*x;
        range(f, F_UNLCK, SEEK_SET, 0, 0);
      }
      _exit(0);
    }
  while (wait(NULL) > 0)
    ;
  printf("%d\n", *x);
  unlink("lock");
}
