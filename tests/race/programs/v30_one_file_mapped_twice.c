/* v30_one_file_mapped_twice -- RACE: two threads write one page through two mappings */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static int *first, *second;
static void *work(void *arg) {
  for (int i = 0; i < 3; i++) second[0]++;
  return arg;
}

int main(void) {
  int fd = memfd_create("page", 0);
  ftruncate(fd, 4096);
  first = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  second = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  pthread_t t;
  pthread_create(&t, NULL, work, NULL);
  for (int i = 0; i < 3; i++) first[0]++;
  pthread_join(t, NULL);
  printf("%d\n", first[0]);
}
