#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <unistd.h>
#include <sys/file.h>
#include <sys/wait.h>
/* the counter is a text file, the lock is lockf */
static int add(const char *name)
{
    char t[32] = "";
    int fd = open(name, O_RDWR);
    if (fd < 0 || lockf(fd, F_LOCK, 0) < 0) return -1;
    if (read(fd, t, sizeof t - 1) < 0) return -1;
    int n = atoi(t) + 1;
    lseek(fd, 0, SEEK_SET);
    dprintf(fd, "%d\n", n);
    close(fd);                 /* gives the lock back */
    return n;
}
int main(int argc, char **argv)
{
    int n = 4, m = 1000, fd = open("counter.txt", O_CREAT | O_TRUNC | O_WRONLY, 0644);
    if (fd < 0 || write(fd, "0\n", 2) != 2) return 1;
    close(fd);
    if (argc > 2) { n = atoi(argv[1]); m = atoi(argv[2]); }
    for (int i = 0; i < n; i++)
        if (fork() == 0) {
            for (int k = 0; k < m; k++) if (add("counter.txt") < 0) exit(1);
            exit(0);
        }
    for (int i = 0; i < n; i++) wait(NULL);
    FILE *f = fopen("counter.txt", "r");
    int value = -1;
    if (f == NULL || fscanf(f, "%d", &value) != 1) return 1;
    fclose(f);
    printf("Counter: %d\n", value);
    remove("counter.txt");
    return 0;
}
