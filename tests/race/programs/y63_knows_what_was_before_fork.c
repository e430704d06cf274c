/* y63_knows_what_was_before_fork -- OK: what pthread_once() did before fork() is done in the child, too, and a barrier
 * that was made before is one for its threads. */
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_barrier_t barrier;
static int *sum, value;

static void begins(void) {
  sum = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
}
static void *sets(void *arg) {
  value = 5;
  pthread_barrier_wait(&barrier);
  return arg;
}

int main(void) {
  pthread_t thread;
  pthread_once(&once, begins);
  pthread_barrier_init(&barrier, NULL, 2);
  if (fork() == 0) {
    pthread_once(&once, begins);
    pthread_create(&thread, NULL, sets, NULL);
    pthread_barrier_wait(&barrier);
    *sum = value;
    pthread_join(thread, NULL);
    _exit(0);
  }
  wait(NULL);
  printf("%d\n", *sum);
}
