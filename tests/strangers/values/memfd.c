#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
struct both { double num; int arr[10]; };
int main(void)
{
    int fd = memfd_create("both", MFD_CLOEXEC);
    if (fd < 0 || ftruncate(fd, sizeof(struct both)) != 0) { perror("memfd"); return EXIT_FAILURE; }
    struct both *b = mmap(NULL, sizeof *b, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    for (int i = 0; i < 10; i++) b->arr[i] = i;
    pid_t pid = fork();
    if (pid == 0) {
        b->num = 3.1415927;
        for (int i = 0; i < 10; i++) b->arr[i] *= -1;
        _exit(EXIT_SUCCESS);
    }
    waitpid(pid, NULL, 0);
    printf("%.7f\n", b->num);
    for (int i = 0; i < 10; i++) printf("%s%d", i ? ", " : "[", b->arr[i]);
    puts("]");
    return EXIT_SUCCESS;
}
