/* The mutex is a global variable: fork() gives each process one of its own. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

struct bank {
    int a, b;
};

static void *share(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    return memory;
}

static void transfer(int *from, int *to, int amount)
{
    pthread_mutex_lock(&lock);
    *from -= amount;
    *to += amount;
    pthread_mutex_unlock(&lock);
}

int main(void)
{
    struct bank *bank = share(sizeof *bank);
    bank->a = 100;
    bank->b = 100;
    for (int i = 0; i < 2; i++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            return 1;
        }
        if (pid == 0) {
            for (int k = 0; k < 3; k++) {
                if (i == 0)
                    transfer(&bank->a, &bank->b, 10);
                else
                    transfer(&bank->b, &bank->a, 25);
            }
            _exit(0);
        }
    }
    wait(NULL);
    wait(NULL);
    printf("%d %d\n", bank->a, bank->b);
    return 0;
}
