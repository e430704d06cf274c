#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    long n = 4, m = 1000;
    if (argc > 1) n = strtol(argv[1], NULL, 0);
    if (argc > 2) m = strtol(argv[2], NULL, 0);

    volatile long *c = mmap(NULL, sizeof *c, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (c == MAP_FAILED) return 1;

    for (long i = 0; i < n; i++) {
        pid_t pid = fork();
        if (pid == -1) return 1;
        if (pid) continue;
        // every process opens the file itself, or flock would not exclude
        int fd = open("counter.lock", O_RDWR | O_CREAT, 0600);
        if (fd < 0) _exit(1);
        for (long j = 0; j < m; j++) {
            flock(fd, LOCK_EX);
            ++*c;
            flock(fd, LOCK_UN);
        }
        close(fd);
        _exit(0);
    }
    int bad = 0, st;
    while (wait(&st) > 0) bad |= st;
    printf("Counter: %ld\n", *c);
    return bad ? 1 : 0;
}
