/* y67_the_alarm_comes_late -- OK: an alarm after a hundred seconds does not help who waits for one */
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
  alarm(100);
  in(&t, 1);
  while (sem_timedwait(&sem, &t) < 0)
    if (errno == ETIMEDOUT) { printf("late\n"); return 0; }
  return 1;
}
