/* v62_waits_for_one_of_two -- RACE: one wait for two children, then both results are read */
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
  int *result = SHARED(4096);
  for (int k = 0; k < 2; k++)
    if (fork() == 0) {
      result[k] = 10 * (k + 1);
      _exit(0);
    }
  wait(NULL);
  printf("%d\n", result[0] + result[1]);
  wait(NULL);
}
