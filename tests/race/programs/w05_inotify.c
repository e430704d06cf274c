#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *x = SHARED(4096), fd = inotify_init1(0);
  mkdir("watched", 0700);
  inotify_add_watch(fd, "watched", IN_CREATE);
  if (!fork()) {
    *x = 42;
    close(open("watched/done", O_CREAT | O_WRONLY, 0600));
    
    _exit(0);
  }
  char event[512];
  read(fd, event, sizeof event);
  printf("%d\n", *x);
  wait(NULL);
  unlink("watched/done");
  rmdir("watched");
}
