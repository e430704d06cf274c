#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/wait.h>
void main(void)
{
  int p[2]; char w[2][6];
  if (pipe(p)) exit(1);
  if (fork() == 0) {
    close(p[0]);
    exit(write(p[1], "Hello\0World", 12) != 12);
  }
  close(p[1]);
  if (read(p[0], w, 12) == 12)
    for (int i = 0; i < 2; i++) printf("Received: %s\n", w[i]);
  close(p[0]);
  wait(NULL);
  exit(0);
}
