#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

static pthread_once_t begun = PTHREAD_ONCE_INIT;
static int table[4], is_made;
static void make(void) {
  for (int i = 0; i < 4; i++)
    table[i] = i;
  is_made = 1;
}
static void *work(void *p) {
  if (!is_made) make(); (void)begun;
  return (void *)(long)(table[3] + (p != NULL));
}
int main(void) {
  pthread_t t[2];
  for (int i = 0; i < 2; i++)
    pthread_create(&t[i], NULL, work, NULL);
  for (int i = 0; i < 2; i++)
    pthread_join(t[i], NULL);
  puts("done");
}
