/* y61_selects_an_empty_set_again -- DEADLOCK: it empties the set itself before it asks again. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

static void on(int sig) { (void)sig; }

int main(void) {
  struct sigaction action = {.sa_handler = on};
  int ends[2], n;
  fd_set set;
  sigaction(SIGUSR1, &action, NULL);
  pipe(ends);
  if (fork() == 0) {
    kill(getppid(), SIGUSR1);
    sleep(1);
    write(ends[1], "x", 1);
    _exit(0);
  }
  FD_ZERO(&set);
  FD_SET(ends[0], &set);
  do
    n = select(ends[0] + 1, &set, NULL, NULL, NULL);
  while (n < 0 && errno == EINTR && (FD_CLR(ends[0], &set), 1));
  wait(NULL);
  printf("%d\n", n);
}
