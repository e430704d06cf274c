/* auditor_between_two_accounts -- before, after, or with the five in the air or counted twice */
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

static pthread_mutex_t lock[2] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};
static int account[2] = {10, 0};
static void add(int k, int amount) {
  pthread_mutex_lock(&lock[k]);
  account[k] += amount;
  pthread_mutex_unlock(&lock[k]);
}
static int get(int k) {
  pthread_mutex_lock(&lock[k]);
  int seen = account[k];
  pthread_mutex_unlock(&lock[k]);
  return seen;
}
static int sum;
static void *clerk(void *arg) {
  add(0, -5);
  add(1, 5);
  return arg;
}
static void *auditor(void *arg) {
  sum = get(0);
  sum += get(1);
  return arg;
}

int main(void) {
  pthread_t a, b;
  pthread_create(&a, NULL, clerk, NULL);
  pthread_create(&b, NULL, auditor, NULL);
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  printf("%d\n", sum);
}
