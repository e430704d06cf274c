/* rename_as_message -- looked before or after the whole file got its name */
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

int main(void) {
  char text[8] = "0\n";
  if (fork() == 0) {
    FILE *f = fopen("part", "w");
    fputs("7\n", f);
    fclose(f);
    rename("part", "whole");
    _exit(0);
  }
  int fd = open("whole", O_RDONLY);
  if (fd >= 0) read(fd, text, 7);
  wait(NULL);
  unlink("whole");
  fputs(text, stdout);
}
