/* y64_takes_it_twenty_times -- OK: a recursive lock is one lock, however often it is taken */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock;
static int x;
static void deeper(int n) {
  pthread_mutex_lock(&lock);
  if (n > 0) deeper(n - 1); else x++;
  pthread_mutex_unlock(&lock);
}
static void *work(void *arg) { deeper(20); return arg; }

int main(void) {
  pthread_t t;
  pthread_mutexattr_t a;
  pthread_mutexattr_init(&a);
  pthread_mutexattr_settype(&a, PTHREAD_MUTEX_RECURSIVE);
  pthread_mutex_init(&lock, &a);
  pthread_create(&t, NULL, work, NULL);
  work(NULL);
  pthread_join(t, NULL);
  printf("%d\n", x);
}
