/* v95_changes_the_environment -- RACE: setenv moves what getenv looks through */
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
  setenv("WHO", "me", 1);
  return arg;
}

int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, work, NULL);
  char *who = getenv("WHO");
  pthread_join(t, NULL);
  puts(who ? "x" : "x");
}
