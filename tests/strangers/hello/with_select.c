#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

void child(int out) {
    const char *words[] = { "Hello", "World" };
    for (int i = 0; i < 2; i++) {
        char msg[32];
        memset(msg, 0, sizeof(msg));
        snprintf(msg, sizeof(msg), "%s", words[i]);
        if (write(out, msg, sizeof(msg)) != sizeof(msg)) { exit(1); }
    }
    close(out);
    exit(EXIT_SUCCESS);
}

int main() {
    int pfd[2];
    if (pipe(pfd) == -1) { perror("pipe"); exit(EXIT_FAILURE); }
    pid_t cpid = fork();
    if (cpid == -1) { perror("fork"); exit(EXIT_FAILURE); }
    if (cpid == 0) { close(pfd[0]); child(pfd[1]); }
    close(pfd[1]);
    for (;;) {
        fd_set rfds;
        FD_ZERO(&rfds);
        FD_SET(pfd[0], &rfds);
        if (select(pfd[0] + 1, &rfds, NULL, NULL, NULL) == -1) { perror("select"); exit(EXIT_FAILURE); }
        char msg[32];
        ssize_t n = read(pfd[0], msg, sizeof(msg));
        if (n <= 0) { break; }
        printf("Received: %s\n", msg);
        fflush(stdout);
    }
    close(pfd[0]);
    waitpid(cpid, NULL, 0);
    exit(EXIT_SUCCESS);
}
