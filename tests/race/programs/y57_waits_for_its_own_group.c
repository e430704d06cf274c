/* y57_waits_for_its_own_group -- OK: a child of another group is not waited for */
#include <errno.h>
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
  int *x = SHARED(4096);
  pid_t a = in_group(&x[0], -1), b = fork();
  if (b == 0) {
    x[1] = 5;
    _exit(0);
  }
  if (waitpid(0, NULL, 0) != b) return 1;
  printf("%d\n", x[1]);
  if (waitpid(0, NULL, 0) != -1 || errno != ECHILD) return 2;
  if (waitpid(-1, NULL, 0) != a) return 3;
  printf("%d\n", x[0]);
}
