/* y58_fills_a_socket -- OK: poll() calls a socket full when a quarter of it is used, but 60,000 bytes fit before anybody
 * reads, by write() and by send(); and what does not fit at once is written while the other reads. */
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
  printf("%ld %ld %ld\n", passes(SOCK_STREAM, 2000, 30, 1), passes(SOCK_SEQPACKET, 2000, 30, 1),
         passes(SOCK_STREAM, sizeof bytes, 1, 0));
}
