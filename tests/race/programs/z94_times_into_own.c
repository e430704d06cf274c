/* z94_times_into_own -- OK: each fills its own */
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
#include <time.h>

static void *work(void *arg) {
  time_t when = (time_t)(long)arg;
  struct tm tm;
  char text[32];
  gmtime_r(&when, &tm);
  localtime_r(&when, &tm);
  return (void *)strftime(text, sizeof text, "%Y", &tm);
}

int main(void) {
  pthread_t a, b;
  pthread_create(&a, NULL, work, (void *)0L);
  pthread_create(&b, NULL, work, (void *)1000000000L);
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  puts("done");
}
