#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

// length byte, then text
static void snd(int fd, char const *s)
{
  uint8_t n = (uint8_t)strlen(s);
  write(fd, &n, 1);
  write(fd, s, n);
}

int main(void)
{
  int p[2];
  if (pipe(p)) return perror("pipe"), 1;
  pid_t a = fork();
  if (!a) { close(p[0]); snd(p[1], "Hello"); snd(p[1], "World"); close(p[1]); _exit(0); }
  pid_t b = fork();
  if (!b) {
    close(p[1]);
    struct pollfd pf = { .fd = p[0], .events = POLLIN };
    while (poll(&pf, 1, -1) > 0 && (pf.revents & POLLIN)) {
      uint8_t n; char buf[256]; size_t got = 0;
      if (read(p[0], &n, 1) != 1) break;
      while (got < n) {
        ssize_t r = read(p[0], buf + got, n - got);
        if (r <= 0) _exit(1);
        got += (size_t)r;
      }
      dprintf(STDOUT_FILENO, "Received: %.*s\n", (int)n, buf);
    }
    close(p[0]);
    _exit(0);
  }
  close(p[0]); close(p[1]);
  int s1, s2;
  waitpid(a, &s1, 0);
  waitpid(b, &s2, 0);
  return s1 || s2;
}
