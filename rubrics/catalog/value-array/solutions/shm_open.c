/* A named shared memory object, with a semaphore around each use as the lesson's last sentence asks. */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
    sem_t lock;
    double num;
    int arr[10];
} board_t;

static void fail(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

int main(void)
{
    const char *name = "/value-array";
    int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
    if (fd < 0)
        fail("shm_open");
    shm_unlink(name);
    if (ftruncate(fd, sizeof(board_t)) < 0)
        fail("ftruncate");
    board_t *b = mmap(NULL, sizeof(board_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (b == MAP_FAILED)
        fail("mmap");
    close(fd);
    if (sem_init(&b->lock, 1, 1) < 0)
        fail("sem_init");
    for (int i = 0; i < 10; i++)
        b->arr[i] = i;

    switch (fork()) {
    case -1:
        fail("fork");
        break;
    case 0:
        sem_wait(&b->lock);
        b->num = 3.1415927;
        for (int i = 0; i < 10; i++)
            b->arr[i] *= -1;
        sem_post(&b->lock);
        exit(EXIT_SUCCESS);
    default:
        wait(NULL);
    }

    sem_wait(&b->lock);
    printf("%.8g\n", b->num);
    printf("[");
    for (int i = 0; i < 9; i++)
        printf("%d, ", b->arr[i]);
    printf("%d]\n", b->arr[9]);
    sem_post(&b->lock);
    sem_destroy(&b->lock);
    munmap(b, sizeof(board_t));
    return EXIT_SUCCESS;
}
