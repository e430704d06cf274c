#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(void) {
  int fd[2]; char b[16];
  if (pipe(fd) != 0) return 1;
  if (fork() == 0) {
    close(fd[0]);
    for (int i = 0; i < 2; i++) if (write(fd[1], i ? "World" : "Hello", 6) != 6) return 1;
    return 0;
  }
  close(fd[1]);
  wait(0);
  while (read(fd[0], b, 6) == 6) printf("Received: %s\n", b);
  close(fd[0]);
  return 0;
}
