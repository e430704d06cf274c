/* y69_sleeps_until_the_alarm -- OK: sleeps again and again until the alarm rings */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t stop;
static void on(int sig) { (void)sig; stop = 1; }

int main(void) {
  signal(SIGALRM, on);
  alarm(3);
  while (!stop) sleep(1);
  printf("stopped\n");
}
