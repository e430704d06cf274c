/* A node is lost between load and store. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(NULL, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)
struct node { struct node *next; int v; };
static _Atomic(struct node *) top; static struct node nodes[2];
static void *push(void *x) {
  struct node *n = &nodes[(long)x];
  n->next = atomic_load(&top);
  atomic_store(&top, n);
  return NULL; }
int main(void) {
  pthread_t t[2]; int count = 0;
  for (long i = 0; i < 2; i++) pthread_create(&t[i], NULL, push, (void *)i);
  for (int i = 0; i < 2; i++) pthread_join(t[i], NULL);
  for (struct node *n = top; n; n = n->next) count++;
  printf("%d\n", count);
  return 0;
}
