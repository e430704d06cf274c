#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/wait.h>

#define SAY(fd, what) \
    write_all(fd, what, sizeof(what))

static void write_all(int fd, const char *s, size_t n)
{
    while (n > 0) {
        ssize_t w = write(fd, s, n);
        if (w < 0) return;
        s += w;
        n -= (size_t) w;
    }
}

int main(void)
{
    int p[2];
    char text[64];
    size_t have = 0;
    ssize_t n;
    if (pipe(p) == -1) return 1;
    if (fork() == 0) {
        close(p[0]);
        SAY(p[1], "Hello");
        SAY(p[1], "World");
        close(p[1]);
        _exit(0);
    }
    close(p[1]);
    while ((n = read(p[0], text + have, sizeof text - have)) > 0) have += (size_t) n;
    close(p[0]);
    for (char *s = text; s < text + have; s += strlen(s) + 1) printf("Received: %s\n", s);
    while (wait(NULL) > 0)
        ;
    return 0;
}
