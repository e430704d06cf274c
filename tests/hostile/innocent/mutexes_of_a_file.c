/* mutexes_of_a_file.c -- two programs share a mutex and a number in a file, after exec. */
#include "same.h"
struct all {
    pthread_mutex_t lock;
    int value;
};
static struct all *map(void)
{
    int fd = open("state", O_RDWR);
    MUST(fd >= 0);
    struct all *at = mmap(NULL, sizeof *at, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    MUST(at != MAP_FAILED);
    return at;
}
int main(int argc, char **argv)
{
    if (argc > 1) {
        struct all *at = map();
        for (int i = 0; i < 1000; i++) {
            pthread_mutex_lock(&at->lock);
            at->value++;
            pthread_mutex_unlock(&at->lock);
        }
        return 0;
    }
    int fd = open("state", O_CREAT | O_RDWR | O_TRUNC, 0600);
    MUST(fd >= 0 && ftruncate(fd, sizeof(struct all)) == 0);
    struct all *at = map();
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&at->lock, &kind);
    for (int i = 0; i < 4; i++)
        if (fork() == 0) {
            execl(argv[0], argv[0], "x", NULL);
            _exit(9);
        }
    int sum = 0;
    for (int i = 0, status; i < 4; i++)
        sum += wait(&status) > 0 && status == 0;
    printf("%d %d\n", sum, at->value);
    return 0;
}
