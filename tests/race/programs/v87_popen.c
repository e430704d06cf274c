/* v87_popen -- UNKNOWN: a child of the shell writes, the parent reads until the end */
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
  char line[32] = "";
  int *lines = SHARED(4096);
  if (fork() == 0) {
    FILE *in = popen("echo one; echo two", "r");
    while (fgets(line, sizeof line, in)) ++*lines;
    pclose(in);
    exit(0);
  }
  wait(NULL);
  printf("%d\n", *lines);
}
