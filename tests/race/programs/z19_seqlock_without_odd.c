/* Everything is atomic, but a reader may begin while the writer is at it. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(NULL, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)
struct s { atomic_uint seq; atomic_int a, b; };
int main(void) {
  struct s *s = SHARED(sizeof *s);
  if (fork() == 0) {
    atomic_fetch_add(&s->seq, 1); atomic_store(&s->a, 1); atomic_store(&s->b, 1); atomic_fetch_add(&s->seq, 1);
    _exit(0);
  }
  int a, b; unsigned before;
  do { before = atomic_load(&s->seq); a = atomic_load(&s->a); b = atomic_load(&s->b);
  } while (atomic_load(&s->seq) != before);
  printf("%s\n", a == b ? "same" : "torn");
  wait(NULL);
  return 0;
}
