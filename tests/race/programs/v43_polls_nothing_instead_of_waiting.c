/* v43_polls_nothing_instead_of_waiting -- RACE: poll() of nothing is a sleep */
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
#include <poll.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *value = SHARED(4096);
  if (fork() == 0) {
    *value = 3;
    _exit(0);
  }
  poll(NULL, 0, 300);
  printf("%d\n", *value);
  wait(NULL);
}
