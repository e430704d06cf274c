#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

static void *work(void *p) {
  for (int i = 0; i < 4; i++) {
    char *own = strdup((char *)p);
    own[0] = 'A';
    free(own);
  }
  return NULL;
}
int main(void) {
  pthread_t t[2];
  static char text[] = "a text of some size";
  for (int i = 0; i < 2; i++)
    pthread_create(&t[i], NULL, work, text);
  text[0] = 'b';
  for (int i = 0; i < 2; i++)
    pthread_join(t[i], NULL);
  puts(text);
}
