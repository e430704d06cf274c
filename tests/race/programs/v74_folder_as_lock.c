/* v74_folder_as_lock -- OK: mkdir makes it once; who did removes it */
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
#include <sched.h>
#include <sys/stat.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *count = SHARED(4096);
  for (int k = 0; k < 2; k++)
    if (fork() == 0) {
      for (int i = 0; i < 3; i++) {
        while (mkdir("lock.d", 0700) < 0) sched_yield();
        ++*count;
        rmdir("lock.d");
      }
      _exit(0);
    }
  while (wait(NULL) > 0) ;
  printf("%d\n", *count);
}
