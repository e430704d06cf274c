#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) { perror(what); exit(EXIT_FAILURE); }

int main(int argc, char **argv)
{
    long procs = (argc > 1) ? strtol(argv[1], NULL, 10) : 4;
    long times = (argc > 2) ? strtol(argv[2], NULL, 10) : 1000;
    char shm[64], sem[64];
    snprintf(shm, sizeof shm, "/counter.%ld", (long) getpid());
    snprintf(sem, sizeof sem, "/lock.%ld", (long) getpid());
    int fd = shm_open(shm, O_CREAT | O_EXCL | O_RDWR, S_IRUSR | S_IWUSR);
    if (fd == -1) die("shm_open");
    if (ftruncate(fd, sizeof(long)) == -1) die("ftruncate");
    long *counter = mmap(NULL, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (counter == MAP_FAILED) die("mmap");
    close(fd);
    sem_t *lock = sem_open(sem, O_CREAT | O_EXCL, 0600, 1);
    if (lock == SEM_FAILED) die("sem_open");
    for (long i = 0; i < procs; ++i) {
        switch (fork()) {
        case -1: die("fork"); break;
        case 0:
            for (long t = 0; t < times; ++t) {
                if (sem_wait(lock) == -1) die("sem_wait");
                ++*counter;
                if (sem_post(lock) == -1) die("sem_post");
            }
            sem_close(lock);
            munmap(counter, sizeof(long));
            exit(EXIT_SUCCESS);
        }
    }
    for (long i = 0; i < procs; ++i) if (wait(NULL) == -1) die("wait");
    printf("Counter: %ld\n", *counter);
    munmap(counter, sizeof(long));
    shm_unlink(shm);
    sem_close(lock);
    sem_unlink(sem);
    return 0;
}
