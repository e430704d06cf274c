/* y57_fills_the_last_page -- OK: 62,000 bytes in pieces of 100, and 50,000 in pieces of 5000, fit in a pipe before
 * anybody reads: a piece that ends within the page of the one before needs no page of its own. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static long sent_before_reading(size_t piece, int times) {
  static char bytes[5000];
  int ends[2];
  long sum = 0, n;
  pipe(ends);
  if (fork() == 0) {
    for (int i = 0; i < times; i++) write(ends[1], bytes, piece);
    _exit(0);
  }
  close(ends[1]);
  wait(NULL);
  while ((n = read(ends[0], bytes, sizeof bytes)) > 0) sum += n;
  close(ends[0]);
  return sum;
}

int main(void) {
  printf("%ld %ld\n", sent_before_reading(100, 620), sent_before_reading(5000, 10));
}
