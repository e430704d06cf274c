/* y07_handler_closes_the_end -- a handler closes the last write end while its own process reads */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <sys/stat.h>

int p[2];
void h(int s) { (void)s; close(p[1]); }
int main(void) {
    char c;
    signal(SIGUSR1, h);
    pipe(p);
    pid_t k = fork();
    if (k == 0) {
        ssize_t n = read(p[0], &c, 1);
        _exit(n == 0 ? 9 : 1);
    }
    close(p[0]); close(p[1]);
    sleep(1);
    kill(k, SIGUSR1);
    int st;
    waitpid(k, &st, 0);
    printf("%d\n", WEXITSTATUS(st));
    return 0;
}
