/* pause_comes_too_late -- the signal may come between the look and pause() */
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

static volatile sig_atomic_t flag;
static void on(int sig) { flag = 1; }

int main(void) {
  signal(SIGUSR1, on);
  if (fork() == 0) {
    kill(getppid(), SIGUSR1);
    _exit(0);
  }
  if (!flag) pause();
  puts("woken");
  wait(NULL);
}
