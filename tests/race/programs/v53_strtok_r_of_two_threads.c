/* v53_strtok_r_of_two_threads -- OK: strtok_r keeps its place where it is told, getenv only reads */
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

static void *work(void *arg) {
  char text[] = "a b c";
  char *place;
  long words = getenv("NO_SUCH_NAME") != NULL;
  for (char *w = strtok_r(text, " ", &place); w; w = strtok_r(NULL, " ", &place)) words++;
  return (void *)words;
}

int main(void) {
  pthread_t a, b;
  void *x, *y;
  pthread_create(&a, NULL, work, NULL);
  pthread_create(&b, NULL, work, NULL);
  pthread_join(a, &x);
  pthread_join(b, &y);
  printf("%ld\n", (long)x + (long)y);
}
