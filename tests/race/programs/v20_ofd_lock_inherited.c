/* v20_ofd_lock_inherited -- RACE: both children have the same open file, and its lock does not exclude itself */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *count = SHARED(4096);
  int fd = open("lock.v", O_CREAT | O_RDWR, 0600);
  for (int k = 0; k < 2; k++)
    if (fork() == 0) {
      struct flock l = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1};
      for (int i = 0; i < 4; i++) {
        l.l_type = F_WRLCK;
        if (fcntl(fd, F_OFD_SETLKW, &l) < 0) _exit(1);
        (*count)++;
        l.l_type = F_UNLCK;
        fcntl(fd, F_OFD_SETLK, &l);
      }
      _exit(0);
    }
  while (wait(NULL) > 0) ;
  unlink("lock.v");
  printf("%d\n", *count);
}
