/* y68_file_lock_is_interrupted -- OK: an alarm ends the wait for a lock */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
#include <mqueue.h>

static void on(int sig) { (void)sig; }

int main(void) {
  struct sigaction a = {.sa_handler = on}; sigaction(SIGALRM, &a, NULL); int fd[2]; char c; pipe(fd); int f = open("file", O_RDWR | O_CREAT, 0600); struct flock l = {.l_type = F_WRLCK};
  pid_t child = fork(); if (child == 0) { fcntl(f, F_SETLK, &l); write(fd[1], "x", 1); for (;;) pause(); }
  read(fd[0], &c, 1);
  alarm(1);
  int code = fcntl(f, F_SETLKW, &l);
  kill(child, SIGKILL); wait(NULL);
  printf("%d\n", code < 0);
  return code != -1;
}
