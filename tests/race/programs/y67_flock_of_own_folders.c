/* y67_flock_of_own_folders -- RACE: each locks another folder. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int *sum = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  for (int i = 0; i < 2; i++)
    if (fork() == 0) {
      int folder = open(i ? "/" : ".", O_RDONLY | O_DIRECTORY);
      flock(folder, LOCK_EX);
      ++*sum;
      flock(folder, LOCK_UN);
      _exit(0);
    }
  while (wait(NULL) > 0)
    ;
  printf("%d\n", *sum);
}
