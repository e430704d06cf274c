/* message_passing -- who sees the flag sees the data */
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
  struct { atomic_int data, flag; } *s = SHARED(4096);
  if (fork() == 0) {
    s->data = 1;
    s->flag = 1;
    _exit(0);
  }
  int flag = s->flag, data = s->data;
  wait(NULL);
  printf("%d%d\n", flag, data);
}
