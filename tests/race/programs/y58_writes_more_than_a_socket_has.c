/* y58_writes_more_than_a_socket_has -- DEADLOCK: 800,000 bytes do not fit in a socket that nobody reads before they
 * are written. */
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static char bytes[600000];

static long passes(int type, size_t piece, int times, int waits_first) {
  int pair[2];
  long sum = 0, n;
  socketpair(AF_UNIX, type, 0, pair);
  if (fork() == 0) {
    close(pair[0]);
    for (int i = 0; i < times; i++)
      if (i % 2)
        write(pair[1], bytes, piece);
      else
        send(pair[1], bytes, piece, 0);
    _exit(0);
  }
  close(pair[1]);
  if (waits_first) wait(NULL);
  while ((n = read(pair[0], bytes, sizeof bytes)) > 0) sum += n;
  close(pair[0]);
  if (!waits_first) wait(NULL);
  return sum;
}

int main(void) {
  printf("%ld %ld %ld\n", passes(SOCK_STREAM, 2000, 400, 1), 0L, 0L);
}
