/* y58_is_not_told_for_it_stays -- DEADLOCK: nobody lets the child go on */
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int st;
  pid_t p = fork();
  if (p == 0) {
    raise(SIGSTOP);
    _exit(0);
  }
  waitpid(p, &st, WUNTRACED);
  waitpid(p, &st, WCONTINUED);
  kill(p, SIGCONT);
  wait(NULL);
}
