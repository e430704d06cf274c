/* two_read_what_one_writes -- each of two children may read before or after their parent writes */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int *s = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  for (int i = 1; i <= 2; i++)
    if (fork() == 0) {
      s[i] = s[0];
      _exit(0);
    }
  s[0] = 6;
  wait(NULL);
  wait(NULL);
  printf("%d%d", s[1], s[2]);
}
