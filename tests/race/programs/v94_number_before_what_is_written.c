/* v94_number_before_what_is_written -- OK: strtol stops at the space; what stands behind it is not read */
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
  char *text = SHARED(4096);
  strcpy(text, "100 200");
  if (fork() == 0) {
    text[5] = '9';
    _exit(0);
  }
  int before = strtol(text, NULL, 10) > 5 && strchr(text, '1') == text;
  wait(NULL);
  printf("%d\n", before);
}
