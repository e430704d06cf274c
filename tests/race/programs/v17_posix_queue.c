/* v17_posix_queue -- OK: written before the message, read after it */
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
#include <mqueue.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *value = SHARED(4096);
  struct mq_attr attr = {.mq_maxmsg = 2, .mq_msgsize = 8};
  mq_unlink("/v17");
  mqd_t q = mq_open("/v17", O_CREAT | O_RDWR, 0600, &attr);
  if (q == (mqd_t)-1) return 1;
  if (fork() == 0) {
    for (int i = 1; i <= 3; i++) {
      value[i] = i * i;
      mq_send(q, (char *)&i, sizeof i, 0);
    }
    _exit(0);
  }
  int sum = 0;
  for (int k = 0; k < 3; k++) {
    char text[8];
    int i;
    mq_receive(q, text, sizeof text, NULL);
    memcpy(&i, text, sizeof i);
    sum += value[i];
  }
  wait(NULL);
  mq_unlink("/v17");
  printf("%d\n", sum);
}
