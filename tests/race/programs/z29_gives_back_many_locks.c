/* z29_gives_back_many_locks -- LIMIT: more clocks than there are: two for each lock of readers and writers, one for each message */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

enum { LOCKS = 4000, PIPES = 9, MESSAGES = 32 };
int main(void) {
  static pthread_rwlock_t lock[LOCKS];
  for (int i = 0; i < LOCKS; i++) {
    pthread_rwlock_init(&lock[i], NULL);
    pthread_rwlock_rdlock(&lock[i]); pthread_rwlock_unlock(&lock[i]);
    pthread_rwlock_wrlock(&lock[i]); pthread_rwlock_unlock(&lock[i]);
  }
  for (int i = 0; i < PIPES; i++) {
    int ends[2];
    if (pipe(ends) < 0) return 1;
    for (int k = 0; k < MESSAGES; k++)
      if (write(ends[1], "x", 1) != 1) return 1;
  }
  puts("done");
}
