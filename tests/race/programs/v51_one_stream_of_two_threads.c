/* v51_one_stream_of_two_threads -- OK: a stream has a lock of its own */
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

static FILE *out;
static void *work(void *arg) {
  for (int i = 0; i < 3; i++) fprintf(out, "%s %d\n", (char *)arg, i);
  return NULL;
}

int main(void) {
  pthread_t a, b;
  int lines = 0, c;
  out = tmpfile();
  pthread_create(&a, NULL, work, "left");
  pthread_create(&b, NULL, work, "right");
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  rewind(out);
  while ((c = getc(out)) != EOF) lines += c == '\n';
  printf("%d\n", lines);
}
