/* Two children, one pipe; every message ends with a 0. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void send_text(int fd, const char *text)
{
    size_t size = strlen(text) + 1;
    while (size > 0) {
        ssize_t n = write(fd, text, size);
        if (n < 0) {
            perror("write");
            _exit(1);
        }
        text += n;
        size -= (size_t)n;
    }
}

static void sender(int fd)
{
    send_text(fd, "Hello");
    send_text(fd, "World");
    close(fd);
}

static void receiver(int fd)
{
    char text[100];
    size_t used = 0;
    char c;
    ssize_t n;
    while ((n = read(fd, &c, 1)) > 0) {
        if (used < sizeof text - 1)
            text[used++] = c;
        if (c == '\0') {
            printf("Received: %s\n", text);
            used = 0;
        }
    }
    if (n < 0)
        perror("read");
    close(fd);
}

int main(void)
{
    int fd[2];
    if (pipe(fd) < 0) {
        perror("pipe");
        return 1;
    }
    pid_t first = fork();
    if (first < 0) {
        perror("fork");
        return 1;
    }
    if (first == 0) {
        close(fd[0]);
        sender(fd[1]);
        exit(0);
    }
    pid_t second = fork();
    if (second < 0) {
        perror("fork");
        return 1;
    }
    if (second == 0) {
        close(fd[1]);
        receiver(fd[0]);
        exit(0);
    }
    close(fd[0]);
    close(fd[1]);
    waitpid(first, NULL, 0);
    waitpid(second, NULL, 0);
    return 0;
}
