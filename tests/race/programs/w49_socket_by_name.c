#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *x = SHARED(4096), s = socket(AF_UNIX, SOCK_STREAM, 0);
  struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "door"};
  bind(s, (struct sockaddr *)&name, sizeof name);
  listen(s, 4);
  if (!fork()) {
    int c = socket(AF_UNIX, SOCK_STREAM, 0);
    *x = 42;
    connect(c, (struct sockaddr *)&name, sizeof name);
    
    write(c, "x", 1);
    close(c);
    _exit(0);
  }
  int c = accept(s, NULL, NULL);
  printf("%d\n", *x);
  char b;
  while (read(c, &b, 1) > 0)
    ;
  wait(NULL);
  unlink("door");
}
