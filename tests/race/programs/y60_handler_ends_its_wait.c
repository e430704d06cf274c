/* y60_handler_ends_its_wait -- OK: a handler ends msgrcv(), semop() and sigwaitinfo() though it is SA_RESTART, and
 * accept() and the locks of files when it is not (signal(7)): each child leaves then. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static int queue, set, listener;
static volatile sig_atomic_t ended;
static void on(int sig) { (void)sig; ended = 1; }

static int waits(int how) {
  struct { long type; char text[8]; } message;
  struct sembuf take = {0, -1, 0};
  struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  sigset_t set_of_one;
  sigemptyset(&set_of_one);
  sigaddset(&set_of_one, SIGUSR2);
  switch (how) {
    case 0: return (int)msgrcv(queue, &message, sizeof message.text, 0, 0);
    case 1: return semop(set, &take, 1);
    case 2: return sigwaitinfo(&set_of_one, NULL);
    case 3: return accept(listener, NULL, NULL);
    case 4: return fcntl(open("lock", O_RDWR), F_SETLKW, &whole);
    default: return flock(open("flock", O_RDWR), LOCK_EX);
  }
}

int main(void) {
  struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "socket"};
  struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  sigset_t block;
  int sum = 0;
  queue = msgget(IPC_PRIVATE, 0600);
  set = semget(IPC_PRIVATE, 1, 0600);
  listener = socket(AF_UNIX, SOCK_STREAM, 0);
  bind(listener, (struct sockaddr *)&name, sizeof name);
  listen(listener, 1);
  fcntl(open("lock", O_RDWR | O_CREAT, 0600), F_SETLK, &whole);
  flock(open("flock", O_RDWR | O_CREAT, 0600), LOCK_EX);
  sigemptyset(&block);
  sigaddset(&block, SIGUSR2);
  sigprocmask(SIG_BLOCK, &block, NULL);
  for (int how = 0; how < 6; how++) {
    struct sigaction action = {.sa_handler = on, .sa_flags = how < 3 ? SA_RESTART : 0};
    pid_t child = fork();
    if (child == 0) {
      sigaction(SIGALRM, &action, NULL);
      alarm(1);
      while (!ended)
        if (waits(how) >= 0 || errno != EINTR) _exit(10);
      _exit(1);
    }
    int status;
    waitpid(child, &status, 0);
    sum += WEXITSTATUS(status);
  }
  msgctl(queue, IPC_RMID, NULL);
  semctl(set, 0, IPC_RMID);
  unlink("socket");
  unlink("lock");
  unlink("flock");
  printf("%d\n", sum);
}
