/* two pipes: messages there, acknowledgements back */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    int there[2], back[2];
    if (pipe(there) < 0 || pipe(back) < 0) { perror("pipe"); return 1; }
    pid_t pid = fork();
    if (pid < 0) { perror("fork"); return 1; }
    if (pid == 0) {
        char buf[16], ok = 'k';
        ssize_t n;
        close(there[1]); close(back[0]);
        while ((n = read(there[0], buf, sizeof(buf) - 1)) > 0) {
            buf[n] = '\0';
            printf("Received: %s\n", buf);
            if (write(back[1], &ok, 1) != 1) return 1;
        }
        close(there[0]); close(back[1]);
        return 0;
    }
    close(there[0]); close(back[1]);
    const char *m[] = {"Hello", "World", NULL};
    for (int i = 0; m[i]; i++) {
        char ok;
        if (write(there[1], m[i], strlen(m[i])) < 0) { perror("write"); return 1; }
        if (read(back[0], &ok, 1) != 1) { fprintf(stderr, "no answer\n"); return 1; }
    }
    close(there[1]); close(back[0]);
    int status;
    waitpid(pid, &status, 0);
    return WEXITSTATUS(status);
}
