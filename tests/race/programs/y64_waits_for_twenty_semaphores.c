/* y64_waits_for_twenty_semaphores -- OK: semaphores that are taken are not kept */
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

enum { N = 20 };

int main(void) {
  struct { sem_t sem[N]; int x[N]; } *s = SHARED(sizeof *s);
  int sum = 0;
  for (int i = 0; i < N; i++) sem_init(&s->sem[i], 1, 0);
  if (fork() == 0) {
    for (int i = 0; i < N; i++) { s->x[i] = i; sem_post(&s->sem[i]); }
    _exit(0);
  }
  for (int i = 0; i < N; i++) { sem_wait(&s->sem[i]); sum += s->x[i]; }
  wait(NULL);
  printf("%d\n", sum);
}
