/* Each locks a byte of its own in the lock file. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(NULL, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)
int main(void) {
  int *n = SHARED(4096);
  for (int k = 0; k < 2; k++)
    if (fork() == 0) {
      int fd = open("a18.lock", O_RDWR | O_CREAT, 0600);
      struct flock l = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = k, .l_len = 1};
      fcntl(fd, F_SETLKW, &l);
      *n += 5;
      l.l_type = F_UNLCK; fcntl(fd, F_SETLK, &l);
      close(fd);
      _exit(0);
    }
  while (wait(NULL) > 0) ;
  unlink("a18.lock");
  printf("%d\n", *n);
  return 0;
}
