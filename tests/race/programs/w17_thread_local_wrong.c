#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

static  int count;
static void *work(void *p) {
  for (int i = 0; i < 3; i++)
    count++;
  *(int *)p = count;
  return NULL;
}
int main(void) {
  pthread_t t[2];
  int got[2];
  for (int round = 0; round < 2; round++) {
    for (int i = 0; i < 2; i++)
      pthread_create(&t[i], NULL, work, &got[i]);
    for (int i = 0; i < 2; i++)
      pthread_join(t[i], NULL);
  }
  puts("done");
}
