/* two_write_into_one_pipe -- either is first */
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
  int fd[2];
  char text[3] = "";
  pipe(fd);
  for (int k = 0; k < 2; k++)
    if (fork() == 0) {
      write(fd[1], k ? "b" : "a", 1);
      _exit(0);
    }
  for (int k = 0; k < 2; k++) read(fd[0], text + k, 1);
  while (wait(NULL) > 0) ;
  puts(text);
}
