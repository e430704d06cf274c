/* y55_handler_waits_for_what_it_keeps_out -- DEADLOCK: the handler waits with a mask that keeps the answer out */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t answered;
static sigset_t without;
static void on_answer(int sig) { (void)sig; answered = 1; }
static void on_question(int sig) {
  (void)sig;
  while (!answered) sigsuspend(&without);
}

int main(void) {
  struct sigaction question = {.sa_handler = on_question}, answer = {.sa_handler = on_answer};
  sigset_t both, old;
  sigemptyset(&both);
  sigaddset(&both, SIGUSR1);
  sigaddset(&both, SIGUSR2);
  sigprocmask(SIG_BLOCK, &both, &old);
  without = old;
  sigaddset(&without, SIGUSR2);
  sigaction(SIGUSR1, &question, NULL);
  sigaction(SIGUSR2, &answer, NULL);
  pid_t child = fork();
  if (child == 0) {
    sigsuspend(&old);
    while (!answered) sigsuspend(&old);
    puts("answered");
    return 0;
  }
  kill(child, SIGUSR1);
  kill(child, SIGUSR2);
  wait(NULL);
}
