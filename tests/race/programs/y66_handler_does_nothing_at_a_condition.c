/* y66_handler_does_nothing_at_a_condition -- DEADLOCK: the handler posts nothing */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static sem_t sem;
static int done;
static pthread_barrier_t barrier;
static void on(int sig) { (void)sig; done = done; }
static void *work(void *arg) {
  kill(getpid(), SIGUSR1);
  sem_wait(&sem);
  pthread_mutex_lock(&lock); done = 1; pthread_cond_signal(&cond); pthread_mutex_unlock(&lock);
  return arg;
}

int main(void) {
  pthread_t t;
  sigset_t set;
  signal(SIGUSR1, on);
  sem_init(&sem, 0, 0);
  pthread_barrier_init(&barrier, NULL, 2);
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  pthread_sigmask(SIG_BLOCK, &set, NULL);
  pthread_create(&t, NULL, work, NULL);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  pthread_mutex_lock(&lock); while (!done) pthread_cond_wait(&cond, &lock); pthread_mutex_unlock(&lock);
  pthread_join(t, NULL);
  printf("over\n");
}
