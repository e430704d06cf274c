/* v91_scans_into_what_is_read -- RACE: sscanf writes where the other reads */
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
  int *number = SHARED(4096);
  if (fork() == 0) {
    sscanf("17 apples", "%d", number);
    _exit(0);
  }
  printf("%d\n", *number < 100);
  wait(NULL);
}
