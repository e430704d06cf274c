#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int q[2], a[2];
    char buf[80];

    if (pipe(q) == -1 || pipe(a) == -1) { perror("pipe"); exit(1); }

    pid_t pid = fork();
    if (pid == 0) {
        ssize_t n = read(q[0], buf, sizeof buf);
        for (ssize_t i = 0; i < n; i++)
            if (buf[i] >= 'a' && buf[i] <= 'z') buf[i] -= 32;
        write(q[1], buf, n);            /* meant: a[1] */
        exit(0);
    }
    write(q[1], "hello", 5);
    waitpid(pid, NULL, 0);
    ssize_t n = read(a[0], buf, sizeof buf);   /* the answer */
    printf("%.*s\n", (int)n, buf);
    return 0;
}
