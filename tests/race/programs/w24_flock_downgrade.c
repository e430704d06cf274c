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
  int *x = SHARED(4096), p[2];
  char c;
  pipe(p);
  close(open("lock", O_CREAT | O_RDWR, 0600));
  int own = open("lock", O_RDWR);
  flock(own, LOCK_EX);
  if (!fork()) {
    int f = open("lock", O_RDWR), seen;
    flock(f, LOCK_SH);
    seen = *x;
    flock(f, LOCK_UN);
    _exit(seen);
  }
  *x = 42;
  flock(own, LOCK_SH); /* now the other may look; we go on looking, too */
  
  int seen = *x;
  flock(own, LOCK_UN);
  wait(NULL);
  (void)c;
  printf("%d\n", seen);
  unlink("lock");
}
