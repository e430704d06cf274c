/* y64_maps_where_a_semaphore_was -- OK: what is mapped where sem_close() unmapped a semaphore is each process's own. */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  sem_t *lock = sem_open("/y64", O_CREAT, 0600, 1);
  int sum = 0, status;
  for (int i = 0; i < 2; i++)
    if (fork() == 0) {
      sem_close(lock);
      int *own = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      for (int k = 0; k < 3; k++) *own += i + 1;
      _exit(*own);
    }
  while (wait(&status) > 0) sum += WEXITSTATUS(status);
  sem_unlink("/y64");
  printf("%d\n", sum);
}
