/* v92_reads_a_line_into_what_is_read -- RACE: fgets writes where the other reads */
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
  FILE *f = tmpfile();
  fputs("a line\n", f);
  rewind(f);
  if (fork() == 0) {
    fgets(line, 100, f);
    _exit(0);
  }
  printf("%d\n", line[0] == 'z');
  wait(NULL);
}
