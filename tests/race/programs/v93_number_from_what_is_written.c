/* v93_number_from_what_is_written -- RACE: strtol reads the digits that the other writes */
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
  strcpy(text, "100");
  if (fork() == 0) {
    text[1] = '9';
    _exit(0);
  }
  printf("%d\n", strtol(text, NULL, 10) > 5);
  wait(NULL);
}
