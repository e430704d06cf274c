/* y68_accept_is_restarted -- DEADLOCK: SA_RESTART: nobody ever comes */
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static void on(int sig) { (void)sig; }

int main(void) {
  signal(SIGALRM, on); int s = socket(AF_UNIX, SOCK_STREAM, 0); struct sockaddr_un at = {AF_UNIX, "sock"}; bind(s, (void *)&at, sizeof at); listen(s, 1);
  alarm(1);
  int code = accept(s, NULL, NULL);
  printf("%d\n", code < 0 && errno == EINTR);
  return code != -1;
}
