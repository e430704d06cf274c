/* v07_stack_aba -- LOST: the top is the same node again, but what lies below it changed */
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

static atomic_int top, next[4];

static int pop(void) {
  for (;;) {
    int head = atomic_load(&top), below = atomic_load(&next[head]);
    if (head == 0) return 0;
    if (atomic_compare_exchange_strong(&top, &head, below)) return head;
  }
}

static void push(int node) {
  int head;
  do {
    head = atomic_load(&top);
    atomic_store(&next[node], head);
  } while (!atomic_compare_exchange_strong(&top, &head, node));
}

static int first, second;
static void *one(void *arg) {
  first = pop();
  return arg;
}
static void *two(void *arg) {
  int a = pop();
  second = pop();
  push(a);
  return arg;
}

int main(void) {
  next[1] = 2; next[2] = 3; top = 1;
  pthread_t a, b;
  pthread_create(&a, NULL, one, NULL);
  pthread_create(&b, NULL, two, NULL);
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  int owners[4] = {0};
  owners[first]++;
  owners[second]++;
  for (int n = top; n; n = next[n]) owners[n]++;
  puts(owners[1] == 1 && owners[2] == 1 && owners[3] == 1 ? "each node once" : "a node is lost or owned twice");
}
