/* y54_counts_a_hundred -- UNKNOWN: more signals may wait at once than the runtime has room for */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t seen;
static void on(int sig) { (void)sig; seen++; }

int main(void) {
  struct sigaction action = {.sa_handler = on};
  sigset_t block, old;
  sigaction(SIGRTMIN, &action, NULL);
  sigemptyset(&block);
  sigaddset(&block, SIGRTMIN);
  sigprocmask(SIG_BLOCK, &block, &old);
  pid_t child = fork();
  if (child == 0) {
    while (seen < 100) sigsuspend(&old);
    printf("%d\n", (int)seen);
    return 0;
  }
  for (int i = 0; i < 100; i++) sigqueue(child, SIGRTMIN, (union sigval){.sival_int = i});
  wait(NULL);
}
