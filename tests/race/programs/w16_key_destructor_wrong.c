#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

static pthread_key_t key;
static int total;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static void adds(void *p) {
  
  total += (int)(long)p;
  
}
static void *work(void *p) {
  pthread_setspecific(key, p);
  return NULL;
}
int main(void) {
  pthread_t t[2];
  pthread_key_create(&key, adds);
  for (long i = 0; i < 2; i++)
    pthread_create(&t[i], NULL, work, (void *)(i + 1));
  for (int i = 0; i < 2; i++)
    pthread_join(t[i], NULL);
  (void)m;
  printf("%d\n", total);
}
