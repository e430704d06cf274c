/* y70_only_the_second_must_not_wait -- OK: the first of two operations waits, the second would not */
#include <stdio.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int id = semget(IPC_PRIVATE, 2, 0600 | IPC_CREAT);
  struct sembuf up = {0, 1, 0}, both[] = {{0, -1, 0}, {1, 0, IPC_NOWAIT}};
  if (fork() == 0) { semop(id, &up, 1); _exit(0); }
  int code = semop(id, both, 2);
  wait(NULL);
  printf("%d\n", code);
  return code;
}
