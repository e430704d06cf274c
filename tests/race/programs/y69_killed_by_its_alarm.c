/* y69_killed_by_its_alarm -- OK: a child that sleeps for ever ends by its alarm */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int st;
  pid_t p = fork();
  if (p == 0) { alarm(1); for (;;) sleep(10); }
  waitpid(p, &st, 0);
  printf("%d\n", WIFSIGNALED(st) && WTERMSIG(st) == SIGALRM);
}
