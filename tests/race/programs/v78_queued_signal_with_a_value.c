/* v78_queued_signal_with_a_value -- OK: sigqueue and sigwaitinfo */
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
  int *table = SHARED(4096);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGRTMIN);
  sigprocmask(SIG_BLOCK, &set, NULL);
  if (fork() == 0) {
    for (int i = 0; i < 3; i++) {
      table[i] = i + 5;
      sigqueue(getppid(), SIGRTMIN, (union sigval){.sival_int = i});
    }
    _exit(0);
  }
  int sum = 0;
  for (int i = 0; i < 3; i++) {
    siginfo_t info;
    sigwaitinfo(&set, &info);
    sum += table[info.si_value.sival_int];
  }
  wait(NULL);
  printf("%d\n", sum);
}
