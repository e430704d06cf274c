/* v97_stops_its_child_at_the_end -- OK: the child does nothing that counts before it is killed */
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
  if (child == 0)
    for (;;) pause();
  *value = 4;
  kill(child, SIGTERM);
  int status;
  waitpid(child, &status, 0);
  ++*value;
  printf("%d %d\n", *value, WTERMSIG(status));
}
