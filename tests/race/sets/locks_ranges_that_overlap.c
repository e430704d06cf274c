/* locks_ranges_that_overlap -- either is first to take what both want, though their ranges begin at other bytes. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int *got = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0), go[2], done[2];
  char byte;
  int fd = open("lock", O_RDWR | O_CREAT, 0600);
  pipe(go);
  pipe(done);
  for (int i = 0; i < 2; i++)
    if (fork() == 0) {
      struct flock range = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = i * 10, .l_len = 100};
      got[i] = fcntl(fd, F_SETLK, &range) == 0;
      write(done[1], "x", 1);
      read(go[0], &byte, 1);
      _exit(0);
    }
  read(done[0], &byte, 1);
  read(done[0], &byte, 1);
  printf("%d%d\n", got[0], got[1]);
  write(go[1], "xx", 2);
  while (wait(NULL) > 0)
    ;
  unlink("lock");
}
