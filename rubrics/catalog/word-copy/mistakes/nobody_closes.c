/* Hangs: the write end stays open in the parent and in the receiver itself, so the receiver never sees the end. */
#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void write_all(int fd, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t n = write(fd, data, size);
        if (n < 0)
            die("write");
        data += n;
        size -= (size_t)n;
    }
}

static long send_file(int in, int out)
{
    char buffer[4096];
    long words = 0;
    int in_word = 0;
    ssize_t n;
    while ((n = read(in, buffer, sizeof buffer)) > 0) {
        for (ssize_t i = 0; i < n; i++) {
            int is_letter = !isspace((unsigned char)buffer[i]);
            words += is_letter && !in_word;
            in_word = is_letter;
        }
        write_all(out, buffer, (size_t)n);
    }
    if (n < 0)
        die("read");
    return words;
}

static void receive_file(int in, int out)
{
    char buffer[4096];
    ssize_t n;
    while ((n = read(in, buffer, sizeof buffer)) > 0)
        write_all(out, buffer, (size_t)n);
    if (n < 0)
        die("read");
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: copy IN OUT\n");
        return 1;
    }
    int in = open(argv[1], O_RDONLY);
    if (in < 0)
        die(argv[1]);
    int out = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (out < 0)
        die(argv[2]);
    long *words = mmap(NULL, sizeof *words, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (words == MAP_FAILED)
        die("mmap");
    int fd[2];
    if (pipe(fd) < 0)
        die("pipe");

    pid_t sender = fork();
    if (sender < 0)
        die("fork");
    if (sender == 0) {
        close(fd[0]);
        close(out);
        *words = send_file(in, fd[1]);
        close(fd[1]);
        close(in);
        _exit(0);
    }
    pid_t receiver = fork();
    if (receiver < 0)
        die("fork");
    if (receiver == 0) {
        close(in);
        receive_file(fd[0], out);
        close(fd[0]);
        close(out);
        _exit(0);
    }
    close(in);
    close(out);
    waitpid(sender, NULL, 0);
    waitpid(receiver, NULL, 0);
    printf("%ld words\n", *words);
    return 0;
}
