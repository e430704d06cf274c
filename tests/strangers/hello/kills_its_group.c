#include <signal.h>
#include <stdio.h>
#include <unistd.h>
int main(void)
{
    int p[2]; char b[32]; ssize_t n = 0, k;
    if (pipe(p)) return 1;
    if (fork() == 0) {
        close(p[0]);
        dprintf(p[1], "Hello\nWorld\n");
        close(p[1]);
        pause();                 /* until it is told */
        _exit(0);
    }
    close(p[1]);
    while ((k = read(p[0], b + n, sizeof b - (size_t) n)) > 0 && n < 12) if ((n += k) == 12) break;
    printf("Received: %.5s\nReceived: %.5s\n", b, b + 6);
    fflush(stdout);
    kill(0, SIGTERM);            /* everybody home */
    pause();
    return 0;
}
