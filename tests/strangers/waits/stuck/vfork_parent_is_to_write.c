#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    static int p[2];
    static char c;
    if (pipe(p) < 0)
        return 1;
    pid_t pid = vfork();
    if (pid == 0) {
        read(p[0], &c, 1);
        _exit(c);
    }
    close(p[0]);
    write(p[1], "!", 1);
    close(p[1]);
    waitpid(pid, NULL, 0);
    return 0;
}
