/* v23_neighbouring_bytes -- OK: two bytes of one word are two memory locations */
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

static struct { char a, b; short c; } s;
static void *one(void *arg) {
  for (int i = 0; i < 10; i++) s.a++;
  return arg;
}
static void *two(void *arg) {
  for (int i = 0; i < 20; i++) s.b++;
  return arg;
}

int main(void) {
  pthread_t a, b;
  pthread_create(&a, NULL, one, NULL);
  pthread_create(&b, NULL, two, NULL);
  for (int i = 0; i < 30; i++) s.c++;
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  printf("%d %d %d\n", s.a, s.b, s.c);
}
