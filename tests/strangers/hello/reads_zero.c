#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/wait.h>
int main(void)
{
    int p[2];
    char *buf = "";
    if (pipe(p)) return 1;
    if (fork() == 0) {
        close(p[0]);
        if (write(p[1], "Hello\n", 6) + write(p[1], "World\n", 6) != 12) return 1;
        return 0;
    }
    wait(NULL);
    close(p[1]);
    while (read(p[0], buf, strlen(buf)) > 0)
        printf("Received: %s\n", buf);
    close(p[0]);
    return 0;
}
