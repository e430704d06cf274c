#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  struct { sem_t s; int first; } *m = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  sem_init(&m->s, 1, 1);
  for (int k = 0; k < 2; k++)
    if (fork() == 0) {
      sem_wait(&m->s);
      if (k == 0) sem_post(&m->s); /* child 2 never gives it back */
      _exit(0);
    }
  while (wait(NULL) > 0) ;
  puts("done");
  return 0;
}
