#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *x = SHARED(4096);
  pid_t child = fork();
  if (!child) {
    setpgid(0, 0);
    ++*x;
    for (;;)
      pause();
  }
  setpgid(child, child);
  ++*x;
  kill(-child, SIGKILL);
  waitpid(child, NULL, 0);
  puts(*x >= 0 ? "done" : "never");
}
