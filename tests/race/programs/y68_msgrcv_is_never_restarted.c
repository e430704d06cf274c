/* y68_msgrcv_is_never_restarted -- OK: System V's calls end by any handler, SA_RESTART or not */
#include <errno.h>
#include <stdio.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

static void on(int sig) { (void)sig; }

int main(void) {
  signal(SIGALRM, on); int id = msgget(IPC_PRIVATE, 0600 | IPC_CREAT); struct { long t; char c[8]; } m;
  alarm(1);
  int code = (int)msgrcv(id, &m, 8, 0, 0);
  printf("%d\n", code < 0 && errno == EINTR);
  return code != -1;
}
