/* y62_once_after_fork -- DEADLOCK: parent and child do it once each: they have two semaphores */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

static pthread_once_t once = PTHREAD_ONCE_INIT;
static sem_t *sem;
static void make(void) { sem = SHARED(4096); sem_init(sem, 1, 0); }

int main(void) {
  if (0) pthread_once(&once, make);
  if (fork() == 0) {
    pthread_once(&once, make);
    sem_post(sem);
    _exit(0);
  }
  pthread_once(&once, make);
  sem_wait(sem);
  wait(NULL);
  printf("over\n");
}
