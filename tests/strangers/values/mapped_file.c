// shared through a file
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct data { double value; int array[10]; };

static struct data *open_data(void)
{
    int fd = open("data.bin", O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (fd == -1 || ftruncate(fd, sizeof(struct data)) == -1) {
        perror("data.bin");
        exit(1);
    }
    struct data *d = mmap(NULL, sizeof *d, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (d == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    return d;
}

int main(void)
{
    struct data *mine = open_data();
    for (int i = 0; i < 10; i++) mine->array[i] = i;
    pid_t pid = fork();
    if (pid == 0) {
        for (int *p = mine->array; p < mine->array + 10; p++) *p = -*p;
        mine->value = 3.1415927;
        return 0;
    }
    if (waitpid(pid, 0, 0) != pid) return 1;
    printf("%.7f\n", mine->value);
    char sep = '[';
    for (int i = 0; i < 10; i++) {
        printf(i == 0 ? "%c%d" : "%c %d", sep, mine->array[i]);
        sep = ',';
    }
    printf("]\n");
    unlink("data.bin");
    return 0;
}
