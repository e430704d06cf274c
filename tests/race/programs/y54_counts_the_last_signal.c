/* y54_counts_the_last_signal -- OK: SIGRTMAX is a signal like others */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t seen;
static void on(int sig) { (void)sig; seen++; }

int main(void) {
  struct sigaction action = {.sa_handler = on};
  sigset_t block, old;
  sigaction(SIGRTMAX, &action, NULL);
  sigemptyset(&block);
  sigaddset(&block, SIGRTMAX);
  sigprocmask(SIG_BLOCK, &block, &old);
  pid_t child = fork();
  if (child == 0) {
    while (seen < 3) sigsuspend(&old);
    printf("%d\n", (int)seen);
    return 0;
  }
  for (int i = 0; i < 3; i++) sigqueue(child, SIGRTMAX, (union sigval){.sival_int = i});
  wait(NULL);
}
