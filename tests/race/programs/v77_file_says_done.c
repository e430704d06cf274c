/* v77_file_says_done -- OK: a file is made after the value was written, and looked for before it is read */
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
#include <sched.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *value = SHARED(4096);
  if (fork() == 0) {
    *value = 21;
    close(creat("done.v", 0600));
    _exit(0);
  }
  while (access("done.v", F_OK) < 0) sched_yield();
  printf("%d\n", *value);
  wait(NULL);
  unlink("done.v");
}
