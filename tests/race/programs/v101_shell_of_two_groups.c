/* v101_shell_of_two_groups -- OK: each child leads a group of its own, as a shell's jobs do */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *sum = SHARED(4096);
  pid_t child[2];
  for (int k = 0; k < 2; k++) {
    child[k] = fork();
    if (child[k] == 0) {
      setpgid(0, 0);
      sum[k] = 10 + (getpgid(0) == getpid());
      _exit(0);
    }
    if (setpgid(child[k], child[k]) < 0 && errno != EACCES && errno != ESRCH) return 1;
    if (getpgid(child[k]) != child[k] && errno != ESRCH) return 2;
  }
  for (int k = 0; k < 2; k++) waitpid(child[k], NULL, 0);
  printf("%d\n", sum[0] + sum[1]);
}
