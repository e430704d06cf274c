/* y63_writes_under_its_own_read_lock -- DEADLOCK: whoever reads waits for itself */
#include <pthread.h>
#include <stdio.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

int main(void) {
  pthread_rwlock_rdlock(&lock);
  pthread_rwlock_wrlock(&lock);
  printf("over\n");
}
