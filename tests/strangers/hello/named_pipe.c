#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  if (mkfifo("my_pipe", 0600) != 0) { perror("mkfifo"); return 1; }
  pid_t s = fork();
  if (s == 0) {
    FILE *f = fopen("my_pipe", "w");
    if (!f) _exit(1);
    fputs("Hello\nWorld\n", f);
    fclose(f);
    _exit(0);
  }
  pid_t r = fork();
  if (r == 0) {
    FILE *f = fopen("my_pipe", "r");
    char w[20];
    if (!f) _exit(1);
    while (fscanf(f, "%19s", w) == 1) { printf("Received: %s\n", w); fflush(stdout); }
    fclose(f);
    _exit(0);
  }
  waitpid(r, NULL, 0); waitpid(s, NULL, 0);
  unlink("my_pipe");
  return 0;
}
