#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ready[2];
    char c;
    if (pipe(ready) < 0)
        return 1;
    pid_t child = fork();
    if (child == 0) {
        close(ready[0]);
        alarm(60);
        close(ready[1]);
        sleep(60);
        _exit(0);
    }
    close(ready[1]);
    if (read(ready[0], &c, 1) != 0 || kill(child, SIGSTOP) < 0)
        return 1;
    close(ready[0]);
    return waitpid(child, NULL, 0) < 0; /* neither sleep() nor the alarm makes a stopped process go on */
}
