#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  sem_t *s = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  sem_init(s, 1, 1);
  setvbuf(stdout, NULL, _IONBF, 0);
  for (int k = 0; k < 2; k++)
    if (fork() == 0) {
      sem_wait(s);
      printf("%d", k); /* whoever comes first prints; the other waits for ever */
      exit(0);
    }
  while (wait(NULL) > 0) ;
  return 0;
}
