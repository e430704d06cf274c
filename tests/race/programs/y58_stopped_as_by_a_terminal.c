/* y58_stopped_as_by_a_terminal -- OK: SIGTSTP stops, too, and its number is told */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int fd[2], st;
  char c;
  pipe(fd);
  pid_t p = fork();
  if (p == 0) {
    setpgid(0, 0);
    read(fd[0], &c, 1);
    _exit(7);
  }
  setpgid(p, p);
  kill(p, SIGTSTP);
  if (waitpid(p, &st, WUNTRACED) != p || !WIFSTOPPED(st) || WSTOPSIG(st) != SIGTSTP) return 1;
  kill(-p, SIGCONT);
  write(fd[1], "x", 1);
  if (waitpid(p, &st, 0) != p || WEXITSTATUS(st) != 7) return 3;
  printf("over\n");
}
