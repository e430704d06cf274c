/* y56_jumps_out_of_a_handler -- OK: siglongjmp() gives the mask back, and the signal comes again */
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static sigjmp_buf back;
static volatile sig_atomic_t jumps;
static void on(int sig) {
  (void)sig;
  jumps++;
  siglongjmp(back, 1);
}

int main(void) {
  struct sigaction action = {.sa_handler = on};
  sigaction(SIGALRM, &action, NULL);
  sigsetjmp(back, 1);
  if (jumps < 3) {
    alarm(1);
    for (;;) pause();
  }
  printf("%d\n", (int)jumps);
}
