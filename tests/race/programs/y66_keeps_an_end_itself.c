/* y66_keeps_an_end_itself -- RACE: it asks for a byte that is there, not for the end. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int *value = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0), ends[2];
  char byte;
  while (dup(0) < 70)
    ;
  pipe(ends);
  write(ends[1], "x", 1);
  if (fork() == 0) {
    *value = 5;
    _exit(0);
  }
  close(ends[1]);
  read(ends[0], &byte, 1);
  printf("%d\n", *value);
  wait(NULL);
}
