/* y67_polls_until_the_time_is_over -- OK: polls that end by their time take it */
#include <poll.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec + t.tv_nsec / 1e9; }

int main(void) {
  int fd[2];
  pipe(fd);
  struct pollfd p = {fd[0], POLLIN, 0};
  double end = now() + 5;
  while (now() < end) if (poll(&p, 1, 100)) return 1;
  printf("over\n");
}
