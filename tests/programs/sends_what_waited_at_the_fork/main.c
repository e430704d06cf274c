/* what waited in stdout's buffer at the fork() goes into the pipe, before what the child is to send */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    int p[2];
    char b[100];
    printf("asking: ");
    pipe(p);
    if (fork() == 0) {
        dup2(p[1], 1);
        close(p[0]);
        close(p[1]);
        printf("42");
        exit(0);
    }
    close(p[1]);
    ssize_t n = read(p[0], b, sizeof b);
    close(p[0]);
    wait(NULL);
    printf("got %zd bytes\n", n);
    return 0;
}
