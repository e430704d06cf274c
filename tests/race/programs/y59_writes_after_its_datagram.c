/* y59_writes_after_its_datagram -- RACE: each is sent before the value is there. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int *value = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0), pair[2], sum = 0;
  socketpair(AF_UNIX, SOCK_DGRAM, 0, pair);
  for (int i = 0; i < 3; i++)
    if (fork() == 0) {
      struct {
        int who;
        char rest[96];
      } message = {.who = i};
      send(pair[1], &message, i < 2 ? sizeof message : 0, 0);
      value[i] = i + 10;
      _exit(0);
    }
  for (int i = 0; i < 3; i++) {
    int who = 2;
    recv(pair[0], &who, sizeof who, 0);
    sum += value[who];
  }
  while (wait(NULL) > 0)
    ;
  printf("%d\n", sum);
}
