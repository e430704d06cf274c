/* v71_timer_thread -- UNKNOWN: a timer that starts a thread, which posts */
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

static sem_t done;
static int value;
static void ring(union sigval v) {
  value = v.sival_int;
  sem_post(&done);
}

int main(void) {
  struct sigevent event = {.sigev_notify = SIGEV_THREAD, .sigev_notify_function = ring, .sigev_value.sival_int = 6};
  struct itimerspec when = {.it_value.tv_nsec = 1000000};
  timer_t timer;
  sem_init(&done, 0, 0);
  if (timer_create(CLOCK_MONOTONIC, &event, &timer) < 0) return 1;
  timer_settime(timer, 0, &when, NULL);
  sem_wait(&done);
  printf("%d\n", value);
  timer_delete(timer);
}
