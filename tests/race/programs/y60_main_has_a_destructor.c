/* y60_main_has_a_destructor -- OK: a destructor of main's tells who waits */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static sem_t sem;
static int count;
static pthread_key_t key;
static void tell(void *unused) { (void)unused; count = 4; sem_post(&sem); }
static void *work(void *arg) {
  sem_wait(&sem);
  printf("%d\n", count);
  return arg;
}

int main(void) {
  pthread_t t;
  sem_init(&sem, 0, 0);
  pthread_key_create(&key, tell);
  pthread_setspecific(key, &count);
  pthread_create(&t, NULL, work, NULL);
  pthread_exit(NULL);
}
