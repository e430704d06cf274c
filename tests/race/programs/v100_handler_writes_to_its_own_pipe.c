/* v100_handler_writes_to_its_own_pipe -- OK: the handler of SIGCHLD writes into a pipe on which main waits */
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

static int fd[2];
static void on(int sig) { write(fd[1], "c", 1); }

int main(void) {
  int *sum = SHARED(4096);
  struct sigaction action = {.sa_handler = on, .sa_flags = SA_RESTART};
  pipe(fd);
  sigaction(SIGCHLD, &action, NULL);
  for (int k = 1; k <= 2; k++)
    if (fork() == 0) {
      sum[k] = k;
      _exit(0);
    }
  int ended = 0;
  while (ended < 2) {
    char c;
    if (read(fd[0], &c, 1) != 1) continue;
    while (waitpid(-1, NULL, WNOHANG) > 0) ended++;
  }
  printf("%d\n", sum[1] + sum[2]);
}
