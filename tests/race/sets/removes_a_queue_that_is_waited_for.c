/* removes_a_queue_that_is_waited_for -- who sleeps in msgrcv() is told EIDRM, who comes later EINVAL. */
#include <errno.h>
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  struct { long type; char text[8]; } message;
  int queue = msgget(IPC_PRIVATE, 0600);
  if (fork() == 0) {
    msgctl(queue, IPC_RMID, NULL);
    _exit(0);
  }
  msgrcv(queue, &message, sizeof message.text, 0, 0);
  printf("%s\n", errno == EIDRM ? "removed" : errno == EINVAL ? "invalid" : "?");
  wait(NULL);
}
