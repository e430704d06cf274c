/* v75_asks_whether_it_ended -- OK: waitpid that does not wait, until it says that the child has ended */
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
  int *value = SHARED(4096);
  pid_t child = fork();
  if (child == 0) {
    *value = 77;
    _exit(0);
  }
  while (waitpid(child, NULL, WNOHANG) == 0) usleep(1000);
  printf("%d\n", *value);
}
