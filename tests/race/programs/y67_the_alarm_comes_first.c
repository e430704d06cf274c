/* y67_the_alarm_comes_first -- OK: an alarm after a second posts for who waits a hundred */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static sem_t sem;
static void in(struct timespec *t, int seconds) { clock_gettime(CLOCK_REALTIME, t); t->tv_sec += seconds; }
static void on(int sig) { (void)sig; sem_post(&sem); }

int main(void) {
  struct timespec t;
  sem_init(&sem, 0, 0);
  signal(SIGALRM, on);
  alarm(1);
  in(&t, 100);
  while (sem_timedwait(&sem, &t) < 0)
    if (errno == ETIMEDOUT) return 1;
  printf("in time\n");
}
