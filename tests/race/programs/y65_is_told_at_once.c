/* y65_is_told_at_once -- OK: what is wrong with a call, or of no size, or not to be waited for, never waits. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef FLAGS
#define FLAGS SPLICE_F_NONBLOCK
#endif

int main(void) {
  struct mq_attr attributes = {.mq_maxmsg = 2, .mq_msgsize = 64};
  mqd_t queue = mq_open("/y65", O_CREAT | O_RDWR, 0600, &attributes), writes = mq_open("/y65", O_WRONLY);
  int ends[2], others[2], status;
  char bytes[4096];
  pipe(ends);
  pipe(others);
  if (fork() == 0) {
    int faults = mq_receive(queue, bytes, 8, NULL) >= 0 || errno != EMSGSIZE;
    faults += mq_receive(writes, bytes, 64, NULL) >= 0 || errno != EBADF;
    faults += read(ends[0], bytes, 0) != 0;
    faults += splice(ends[0], NULL, others[1], NULL, 1, FLAGS) >= 0 || errno != EAGAIN;
    for (int i = 0; i < 16; i++) write(ends[1], bytes, sizeof bytes);
    faults += write(ends[1], bytes, 0) != 0;
    _exit(faults);
  }
  wait(&status);
  mq_unlink("/y65");
  printf("%d\n", WEXITSTATUS(status));
}
