#define _GNU_SOURCE
#include <aio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *x = SHARED(4096), p[2];
  char c;
  pipe(p);
  if (!fork()) {
    *x = 42;
    write(p[1], "x", 1);
    
    _exit(0);
  }
  struct aiocb a = {.aio_fildes = p[0], .aio_buf = &c, .aio_nbytes = 1};
  const struct aiocb *all[] = {&a};
  aio_read(&a);
  aio_suspend(all, 1, NULL);
  printf("%d\n", *x);
  wait(NULL);
}
