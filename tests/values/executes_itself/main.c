/* Two processes add to one counter under a lock, rightly; one of them is this program, executed once more. Nobody looks
 * into what is executed: unknown, and no accusation. */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock;
    int counter;
};

int main(int argc, char **argv)
{
    int fd = shm_open("/counter", O_CREAT | O_RDWR, 0600);
    if (fd < 0 || ftruncate(fd, sizeof(struct shared)) < 0)
        return 1;
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (argc == 1) {
        sem_init(&s->lock, 1, 1);
        if (fork() == 0) {
            execl("/proc/self/exe", argv[0], "again", (char *)NULL);
            _exit(127);
        }
    }
    sem_wait(&s->lock);
    s->counter++;
    sem_post(&s->lock);
    if (argc > 1)
        return 0;
    wait(NULL);
    printf("%d\n", s->counter);
    shm_unlink("/counter");
    return 0;
}
