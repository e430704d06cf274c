/* v49_hands_over_what_it_allocated -- OK: a queue under a lock; who takes frees */
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

struct node { struct node *next; int value; };
static struct node *list;
static int finished;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;

static void *producer(void *arg) {
  for (int i = 1; i <= 4; i++) {
    struct node *n = malloc(sizeof *n);
    n->value = i;
    pthread_mutex_lock(&lock);
    n->next = list;
    list = n;
    pthread_cond_signal(&cond);
    pthread_mutex_unlock(&lock);
  }
  pthread_mutex_lock(&lock);
  finished = 1;
  pthread_cond_signal(&cond);
  pthread_mutex_unlock(&lock);
  return arg;
}

int main(void) {
  pthread_t t;
  int sum = 0;
  pthread_create(&t, NULL, producer, NULL);
  for (;;) {
    pthread_mutex_lock(&lock);
    while (!list && !finished) pthread_cond_wait(&cond, &lock);
    struct node *n = list;
    if (n) list = n->next;
    pthread_mutex_unlock(&lock);
    if (!n) break;
    sum += n->value;
    free(n);
  }
  pthread_join(t, NULL);
  printf("%d\n", sum);
}
