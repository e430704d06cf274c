#include <sys/wait.h>
#include <unistd.h>

#define WORKERS 4

int main(void)
{
    int task[WORKERS][2], i, n;
    pid_t pid[WORKERS];
    for (i = 0; i < WORKERS; i++) {
        pipe(task[i]);
        pid[i] = fork();
        if (pid[i] == 0) {
            close(task[i][1]);
            while (read(task[i][0], &n, sizeof n) > 0)
                ;
            close(task[i][0]);
            _exit(0);
        }
        close(task[i][0]);
    }
    for (i = 0; i < WORKERS; i++) {
        write(task[i][1], &i, sizeof i);
        close(task[i][1]);
        waitpid(pid[i], NULL, 0);
    }
    return 0;
}
