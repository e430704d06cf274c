#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int p[2];
    char buf[16];
    ssize_t n;
    pipe(p);
    switch (fork()) {
    case -1:
        perror("fork");
        return 1;
    case 0:
        write(p[1], "hello parent", strlen("hello parent"));
        _exit(0);
    default:
        break;
    }
    while ((n = read(p[0], buf, sizeof buf)) > 0)
        fwrite(buf, 1, n, stdout);
    wait(NULL);
    return 0;
}
