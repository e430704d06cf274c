#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include <err.h>
int main(void)
{
  struct sockaddr_un where = { .sun_family = AF_UNIX, .sun_path = "\0hello" };
  socklen_t len = offsetof(struct sockaddr_un, sun_path) + 6;
  int l = socket(AF_UNIX, SOCK_SEQPACKET, 0);
  if (l < 0 || bind(l, (struct sockaddr *)&where, len) || listen(l, 1)) err(1, "listen");
  pid_t k = fork();
  if (k == 0) {
    close(l);
    int s = socket(AF_UNIX, SOCK_SEQPACKET, 0);
    if (s < 0 || connect(s, (struct sockaddr *)&where, len)) err(1, "connect");
    send(s, "Hello", 5, 0);
    send(s, "World", 5, 0);
    close(s);
    return 0;
  }
  int c = accept(l, NULL, NULL);
  if (c < 0) err(1, "accept");
  close(l);
  char m[64];
  for (ssize_t n; (n = recv(c, m, sizeof m, 0)) > 0; ) printf("Received: %.*s\n", (int)n, m);
  close(c);
  waitpid(k, 0, 0);
}
