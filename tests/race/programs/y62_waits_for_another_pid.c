/* y62_waits_for_another_pid -- DEADLOCK: it is not the pid of a child that ended. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t child, ended;
static void on(int sig, siginfo_t *info, void *context) {
  (void)sig, (void)context;
  ended = info->si_pid == child + 1;
}

int main(void) {
  struct sigaction action = {.sa_sigaction = on, .sa_flags = SA_SIGINFO};
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET}, found = lock;
  sigset_t block, old;
  siginfo_t info;
  int fd = open("lock", O_RDWR | O_CREAT, 0600);
  sigaction(SIGCHLD, &action, NULL);
  sigemptyset(&block);
  sigaddset(&block, SIGCHLD);
  sigaddset(&block, SIGUSR1);
  sigprocmask(SIG_BLOCK, &block, &old);
  sigaddset(&old, SIGUSR1);
  pid_t pid = child = fork();
  if (pid == 0) {
    fcntl(fd, F_SETLK, &lock);
    kill(getppid(), SIGUSR1);
    sigdelset(&block, SIGCHLD);
    sigwaitinfo(&block, NULL);
    _exit(0);
  }
  sigdelset(&block, SIGCHLD);
  sigwaitinfo(&block, &info);
  fcntl(fd, F_GETLK, &found);
  kill(pid, SIGUSR1);
  while (!ended) sigsuspend(&old);
  wait(NULL);
  unlink("lock");
  printf("%d%d\n", info.si_pid == pid, found.l_pid == pid);
}
