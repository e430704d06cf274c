/* y68_read_is_restarted -- DEADLOCK: SA_RESTART: nothing ever comes */
#include <errno.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void on(int sig) { (void)sig; }

int main(void) {
  signal(SIGALRM, on); int fd[2]; pipe(fd); char c;
  alarm(1);
  int code = (int)read(fd[0], &c, 1);
  printf("%d\n", code < 0 && errno == EINTR);
  return code != -1;
}
