/* v47_writes_out_while_it_changes -- RACE: fputs reads what the child writes */
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
  char *line = SHARED(4096);
  strcpy(line, "before");
  if (fork() == 0) {
    memcpy(line, "after!", 6);
    _exit(0);
  }
  fputs(line, stdout);
  putchar('\n');
  wait(NULL);
}
