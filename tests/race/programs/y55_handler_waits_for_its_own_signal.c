/* y55_handler_waits_for_its_own_signal -- OK: sigsuspend()'s mask lets it in, within its own handler */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t depth;
static sigset_t none;
static void on(int sig) {
  (void)sig;
  if (++depth == 1)
    while (depth < 2) sigsuspend(&none);
}

int main(void) {
  struct sigaction action = {.sa_handler = on};
  sigset_t block, old;
  sigemptyset(&none);
  sigemptyset(&block);
  sigaddset(&block, SIGRTMIN);
  sigprocmask(SIG_BLOCK, &block, &old);
  sigaction(SIGRTMIN, &action, NULL);
  pid_t child = fork();
  if (child == 0) {
    while (depth == 0) sigsuspend(&old);
    printf("%d\n", (int)depth);
    return 0;
  }
  for (int i = 0; i < 2; i++) sigqueue(child, SIGRTMIN, (union sigval){.sival_int = i});
  wait(NULL);
}
