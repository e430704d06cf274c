/* y58_is_told_that_it_goes_on -- OK: the child goes on, is told of, and only then gets what it reads */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int fd[2], st;
  char c;
  pipe(fd);
  pid_t p = fork();
  if (p == 0) {
    raise(SIGSTOP);
    read(fd[0], &c, 1);
    _exit(0);
  }
  if (waitpid(p, &st, WUNTRACED) != p || !WIFSTOPPED(st)) return 1;
  kill(p, SIGCONT);
  if (waitpid(p, &st, WCONTINUED) != p || !WIFCONTINUED(st)) return 2;
  write(fd[1], "x", 1);
  if (waitpid(p, &st, WUNTRACED | WCONTINUED) != p || !WIFEXITED(st)) return 3;
  printf("over\n");
}
