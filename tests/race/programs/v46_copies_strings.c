/* v46_copies_strings -- RACE: two children copy their names into one place */
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
  char *winner = SHARED(4096);
  for (int k = 0; k < 2; k++)
    if (fork() == 0) {
      strcpy(winner, k ? "Grace" : "Ada");
      strcat(winner, " Hopper" + (k ? 0 : 7));
      _exit(0);
    }
  while (wait(NULL) > 0) ;
  printf("%zu\n", strlen(winner) > 0 ? (size_t)1 : 0);
}
