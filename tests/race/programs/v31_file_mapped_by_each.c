/* v31_file_mapped_by_each -- RACE: each child maps the file for itself and adds without a lock */
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

struct record { sem_t turn; int balance; };

int main(void) {
  int fd = open("/tmp/account.v", O_CREAT | O_RDWR | O_TRUNC, 0600);
  ftruncate(fd, sizeof(struct record));
  struct record *mine = mmap(NULL, sizeof *mine, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  mine->balance = 100;
  sem_init(&mine->turn, 1, 1);
  for (int k = 0; k < 2; k++)
    if (fork() == 0) {
      int own = open("/tmp/account.v", O_RDWR);
      struct record *r = mmap(NULL, sizeof *r, PROT_READ | PROT_WRITE, MAP_SHARED, own, 0);
      for (int i = 0; i < 3; i++) {
        r->balance += k ? 7 : -5;
      }
      _exit(0);
    }
  while (wait(NULL) > 0) ;
  printf("%d\n", mine->balance);
  unlink("/tmp/account.v");
}
