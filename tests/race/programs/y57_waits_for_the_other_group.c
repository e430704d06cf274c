/* y57_waits_for_the_other_group -- RACE: who is in the group that it waits for wrote something else */
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
  pid_t a = in_group(&x[0], -1), b = in_group(&x[1], -1);
  waitpid(-b, NULL, 0);
  printf("%d\n", x[0]);
  waitpid(a, NULL, 0);
}
