/* which_child_ended_first -- wait() gives either first */
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

int main(void) {
  for (int k = 1; k <= 2; k++)
    if (fork() == 0) _exit(k);
  int status[2];
  for (int k = 0; k < 2; k++) wait(&status[k]);
  printf("%d%d\n", WEXITSTATUS(status[0]), WEXITSTATUS(status[1]));
}
