/* A shell that waits for each stage before it starts the next. */
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    char *stages[2][4] = {{"seq", "100000", NULL}, {"wc", "-l", NULL}};
    int p[2];
    pipe(p);
    for (int i = 0; i < 2; i++) {
        pid_t pid = fork();
        if (pid == 0) {
            dup2(p[!i], !i);
            close(p[0]);
            close(p[1]);
            execvp(stages[i][0], stages[i]);
            _exit(127);
        }
        close(p[!i]);
        waitpid(pid, NULL, 0);
    }
    return 0;
}
