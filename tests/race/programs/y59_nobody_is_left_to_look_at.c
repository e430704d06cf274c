/* y59_nobody_is_left_to_look_at -- OK: waitid() that leaves the child says in the end that there is none */
#include <errno.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  siginfo_t info = {0};
  if (fork() == 0) _exit(0);
  while (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0)
    if (info.si_pid) wait(NULL); else usleep(1000);
  printf("%d\n", errno == ECHILD);
}
