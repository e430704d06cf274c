/* y57_writes_more_than_fits -- DEADLOCK: pieces of 100 need 40 to a page, so 70,000 bytes never fit in a pipe that
 * nobody reads before they are written. */
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
  printf("%ld %ld\n", sent_before_reading(100, 700), 0L);
}
