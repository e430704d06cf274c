#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t dead;

static void on_child(int sig)
{
    (void) sig;
    int saved = errno;
    while (waitpid(-1, NULL, WNOHANG) > 0) dead++;
    errno = saved;
}

/* reads again when SIGCHLD comes in between */
static ssize_t again(int fd, char *at, size_t n)
{
    ssize_t got;
    do got = read(fd, at, n);
    while (got == -1 && errno == EINTR);
    return got;
}

int main(void)
{
    struct sigaction sa;
    memset(&sa, 0, sizeof sa);
    sa.sa_handler = on_child;
    sigaction(SIGCHLD, &sa, NULL);
    int p[2];
    if (pipe(p)) return 1;
    for (int i = 0; i < 2; i++) {
        int go[2];
        if (pipe(go)) return 1;
        pid_t k = fork();
        if (k == 0) {
            close(p[0]); close(go[1]);
            const char *m = i == 0 ? "Hello\n" : "World\n";
            if (write(p[1], m, 6) != 6) _exit(1);
            _exit(0);
        }
        close(go[0]); close(go[1]);
        char line[8] = "";
        size_t have = 0;
        while (have < 6) {
            ssize_t n = again(p[0], line + have, 6 - have);
            if (n <= 0) return 1;
            have += (size_t) n;
        }
        printf("Received: %s", line);
    }
    close(p[0]); close(p[1]);
    sigset_t chld, old;
    sigemptyset(&chld);
    sigaddset(&chld, SIGCHLD);
    sigprocmask(SIG_BLOCK, &chld, &old);
    while (dead < 2) sigsuspend(&old);
    return 0;
}
