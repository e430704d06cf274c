/* y69_alarm_wakes_a_sleeper -- OK: the alarm rings in the middle of the sleep */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t rang;
static void on(int sig) { (void)sig; rang = 1; }

int main(void) {
  signal(SIGALRM, on);
  alarm(1);
  unsigned left = sleep(10);
  printf("%d %d\n", (int)rang, left > 0);
  return !rang;
}
