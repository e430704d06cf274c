/* z33_makes_thousands_of_threads -- LIMIT: more tasks than are told apart */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

static void *nothing(void *unused) { return unused; }
int main(void) {
  int made = 0;
  for (int i = 0; i < 4100; i++) {
    pthread_t t;
    if (pthread_create(&t, NULL, nothing, NULL) != 0) break;
    pthread_join(t, NULL);
    made++;
  }
  printf("%d\n", made > 0);
}
