/* y54_counts_what_is_not_queued -- DEADLOCK: of SIGUSR1 only one waits, so three may be one */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t seen;
static void on(int sig) { (void)sig; seen++; }

int main(void) {
  struct sigaction action = {.sa_handler = on};
  sigset_t block, old;
  sigaction(SIGUSR1, &action, NULL);
  sigemptyset(&block);
  sigaddset(&block, SIGUSR1);
  sigprocmask(SIG_BLOCK, &block, &old);
  pid_t child = fork();
  if (child == 0) {
    while (seen < 3) sigsuspend(&old);
    printf("%d\n", (int)seen);
    return 0;
  }
  for (int i = 0; i < 3; i++) sigqueue(child, SIGUSR1, (union sigval){.sival_int = i});
  wait(NULL);
}
