/* z28_holds_locks_in_pairs -- LIMIT: more different sets of locks than are told apart */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

enum { N = 70 };
int main(void) {
  static pthread_mutex_t lock[N];
  volatile int *cell = SHARED(4096);
  for (int i = 0; i < N; i++) pthread_mutex_init(&lock[i], NULL);
  for (int i = 0; i < N; i++)
    for (int k = i + 1; k < N; k++) {
      pthread_mutex_lock(&lock[i]); pthread_mutex_lock(&lock[k]);
      (*cell)++;
      pthread_mutex_unlock(&lock[k]); pthread_mutex_unlock(&lock[i]);
    }
  printf("%d\n", *cell);
}
