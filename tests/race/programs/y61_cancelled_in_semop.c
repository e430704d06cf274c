/* y61_cancelled_in_semop -- DEADLOCK: semop() is no point of cancellation */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/sem.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static sem_t sem;
static int count, done;
static int id;
static void gone(void *unused) {
  (void)unused;
  pthread_mutex_lock(&lock);
  done = 1;
  pthread_cond_signal(&cond);
  pthread_mutex_unlock(&lock);
}
static void *work(void *arg) {
  pthread_cleanup_push(gone, NULL);
  for (;;) { struct sembuf s = {0, -1, 0}; semop(id, &s, 1); }
  pthread_cleanup_pop(1);
  return arg;
}

int main(void) {
  pthread_t t;
  void *how;
  sem_init(&sem, 0, 0);
  id = semget(IPC_PRIVATE, 1, 0600 | IPC_CREAT);
  pthread_create(&t, NULL, work, NULL);
  sched_yield();
  pthread_mutex_lock(&lock);
  count++;
  pthread_mutex_unlock(&lock);
  pthread_cancel(t);
  pthread_mutex_lock(&lock);
  while (!done) pthread_cond_wait(&cond, &lock);
  pthread_mutex_unlock(&lock);
  pthread_join(t, &how);
  printf("%d\n", how == PTHREAD_CANCELED);
}
