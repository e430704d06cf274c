#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *x = SHARED(4096);
  struct stat st;
  close(open("busy", O_CREAT | O_WRONLY, 0600));
  if (!fork()) {
    
    unlink("./busy");
    *x = 42;
    _exit(0);
  }
  while (stat("busy", &st) == 0)
    usleep(1000);
  printf("%d\n", *x);
  wait(NULL);
}
