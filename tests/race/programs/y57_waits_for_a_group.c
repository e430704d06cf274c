/* y57_waits_for_a_group -- OK: of two groups it waits for the one that was done */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

static pid_t in_group(int *x, int fd) {
  pid_t child = fork();
  if (child == 0) {
    char c;
    setpgid(0, 0);
    if (fd >= 0) read(fd, &c, 1);
    *x = 10;
    _exit(0);
  }
  setpgid(child, child);
  return child;
}

int main(void) {
  int *x = SHARED(4096), fd[2];
  pipe(fd);
  pid_t a = in_group(&x[0], -1), b = in_group(&x[1], fd[0]);
  if (waitpid(-a, NULL, 0) != a) return 1;
  printf("%d\n", x[0]);
  write(fd[1], "x", 1);
  if (waitpid(-b, NULL, 0) != b) return 2;
  printf("%d\n", x[1]);
}
