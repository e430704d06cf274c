#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/wait.h>
int main(void)
{
    int p[2];
    char buf[100];
    if (pipe(p) == -1) { perror("pipe"); return 1; }
    pid_t pid = fork();
    if (pid == 0) {
        close(p[0]);
        const char *hello = "Hello", *world = "World";
        if (write(p[1], hello, strlen(hello)) < 0) return 1;
        if (write(p[1], world, strlen(world)) < 0) return 1;
        close(p[1]);
        return 0;
    }
    close(p[1]);
    waitpid(pid, NULL, 0);
    ssize_t n;
    while ((n = read(p[0], buf, sizeof(buf) - 1)) > 0) {
        buf[n] = '\0';
        printf("Received: %s\n", buf);
    }
    close(p[0]);
    return 0;
}
