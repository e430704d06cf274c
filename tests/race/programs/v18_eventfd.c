/* v18_eventfd -- OK: an eventfd tells that it is written */
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
#include <sys/eventfd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  char *name = SHARED(4096);
  int go = eventfd(0, 0), done = eventfd(0, EFD_SEMAPHORE);
  uint64_t n;
  for (int k = 0; k < 2; k++)
    if (fork() == 0) {
      name[k] = "ab"[k];
      n = 1;
      write(done, &n, sizeof n);
      read(go, &n, sizeof n);
      _exit(name[0] + name[1] == 'a' + 'b' ? 0 : 1);
    }
  for (int k = 0; k < 2; k++) read(done, &n, sizeof n);
  printf("%s\n", name);
  for (int k = 0; k < 2; k++) {
    n = 1;
    write(go, &n, sizeof n);
    int status;
    wait(&status);
    if (status) return 1;
  }
}
