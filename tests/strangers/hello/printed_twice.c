/* expected one "Received: " per line but I get two?? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/wait.h>
int main(void)
{
    int p[2]; char b[32]; ssize_t n;
    if (pipe(p)) return 1;
    printf("Received: ");
    if (fork() == 0) {
        close(p[0]);
        if (write(p[1], "Hello\n", 6) < 0) exit(1);
        exit(0);
    }
    wait(NULL);
    n = read(p[0], b, sizeof b);
    fwrite(b, 1, n > 0 ? (size_t) n : 0, stdout);
    if (fork() == 0) {
        close(p[0]);
        if (write(p[1], "World\n", 6) < 0) _exit(1);
        _exit(0);
    }
    wait(NULL);
    n = read(p[0], b, sizeof b);
    printf("Received: ");
    fwrite(b, 1, n > 0 ? (size_t) n : 0, stdout);
    close(p[0]); close(p[1]);
    return 0;
}
