/* A function that is no handler waits for a child, while another one has ended already. */
#include <sys/wait.h>
#include <unistd.h>

static void collect(pid_t pid)
{
    waitpid(pid, NULL, 0); /* collect */
}

int main(void)
{
    int p[2];
    char c;
    pipe(p);
    if (fork() == 0)
        _exit(0);
    usleep(100000);
    pid_t second = fork();
    if (second == 0) {
        close(p[1]);
        read(p[0], &c, 1); /* the second */
        _exit(0);
    }
    close(p[0]);
    collect(second);
    return wait(NULL) < 0;
}
