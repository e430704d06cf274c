/* y68_semop_is_never_restarted -- OK: System V's calls end by any handler, SA_RESTART or not */
#include <errno.h>
#include <stdio.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

static void on(int sig) { (void)sig; }

int main(void) {
  signal(SIGALRM, on); int id = semget(IPC_PRIVATE, 1, 0600 | IPC_CREAT); struct sembuf s = {0, -1, 0};
  alarm(1);
  int code = semop(id, &s, 1);
  printf("%d\n", code < 0 && errno == EINTR);
  return code != -1;
}
