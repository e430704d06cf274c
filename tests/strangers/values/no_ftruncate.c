#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct s { double num; int arr[10]; };

int main(void)
{
    int fd = shm_open("/values", O_CREAT | O_RDWR, 0600);
    struct s *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    shm_unlink("/values");
    for (int i = 0; i < 10; i++)
        s->arr[i] = i; /* the object has size 0: SIGBUS */
    if (fork() == 0) {
        s->num = 3.1415927;
        _exit(0);
    }
    wait(NULL);
    printf("%.7f\n", s->num);
    return 0;
}
