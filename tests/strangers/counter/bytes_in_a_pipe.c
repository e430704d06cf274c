/* Every addition is one byte in a pipe; whoever owns the counter is the parent: no shared memory, no race. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/wait.h>
int main(int c, char **v) {
  int p[2], n = c > 2 ? atoi(v[1]) : 4, m = c > 2 ? atoi(v[2]) : 1000;
  if (pipe(p) < 0) return 1;
  for (int i = 0; i < n; i++) if (fork() == 0) {
    close(p[0]);
    for (int j = 0; j < m; j++) if (write(p[1], "+", 1) != 1) _exit(1);
    _exit(0);
  }
  close(p[1]);
  char b[4096]; long sum = 0; ssize_t k;
  while ((k = read(p[0], b, sizeof b)) > 0) sum += k;
  close(p[0]);
  while (wait(0) > 0);
  printf("Counter: %ld\n", sum);
  return 0;
}
