/* y68_maps_the_head_and_locks_elsewhere -- RACE: who maps all of it takes the lock beside that of the head. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void *maps(size_t size, int fd) {
  return mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | (fd < 0 ? MAP_ANONYMOUS : 0), fd, 0);
}

int main(void) {
  int fd = memfd_create("file", 0);
  ftruncate(fd, 3 << 20);
  pthread_mutex_t *head = maps(4096, fd);
  int *sum = maps(4096, -1);
  pthread_mutexattr_t shared;
  pthread_mutexattr_init(&shared);
  pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(head, &shared);
  pthread_mutex_init(head + 1, &shared);
  for (int i = 0; i < 2; i++)
    if (fork() == 0) {
      pthread_mutex_t *lock = i ? (pthread_mutex_t *)maps(3 << 20, fd) + 1 : head;
      pthread_mutex_lock(lock);
      ++*sum;
      pthread_mutex_unlock(lock);
      _exit(0);
    }
  while (wait(NULL) > 0)
    ;
  printf("%d\n", *sum);
}
