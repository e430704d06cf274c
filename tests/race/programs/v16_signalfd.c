/* v16_signalfd -- OK: written before the signal is sent, read after it came through a descriptor */
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
#include <sys/signalfd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *value = SHARED(4096);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_BLOCK, &set, NULL);
  int fd = signalfd(-1, &set, 0);
  if (fork() == 0) {
    *value = 11;
    kill(getppid(), SIGUSR1);
    _exit(0);
  }
  struct signalfd_siginfo info;
  if (read(fd, &info, sizeof info) != sizeof info) return 1;
  printf("%d\n", *value);
  wait(NULL);
}
