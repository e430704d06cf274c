#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/wait.h>
static int share(int total, int n) { return total / n; }
int main(int argc, char **argv)
{
    int p[2];
    if (pipe(p)) return 1;
    pid_t r = fork();
    if (r == 0) {
        char b[64];
        close(p[1]);
        int count = share((int) read(p[0], b, sizeof b), argc - 1);  /* letters per word */
        printf("Received: %.*s (%s)\n", count, b, argv[0]);
        exit(0);
    }
    pid_t s = fork();
    if (s == 0) { close(p[0]); exit(write(p[1], "HelloWorld", 10) != 10); }
    close(p[0]);
    close(p[1]);
    waitpid(s, NULL, 0);
    waitpid(r, NULL, 0);
    return 0;
}
