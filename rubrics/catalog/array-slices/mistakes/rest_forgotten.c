/* Each takes ITEMS / WORKERS items: the last one belongs to nobody. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ITEMS = 10, WORKERS = 3 };

int main(void)
{
    int *items = mmap(NULL, ITEMS * sizeof *items, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (items == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    for (int i = 0; i < ITEMS; i++)
        items[i] = i + 1;
    for (int w = 0; w < WORKERS; w++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            return 1;
        }
        if (pid == 0) {
            int first = ITEMS / WORKERS * w, last = ITEMS / WORKERS * (w + 1);
            for (int i = first; i < last; i++)
                items[i] = items[i] * items[i];
            _exit(0);
        }
    }
    for (int w = 0; w < WORKERS; w++)
        wait(NULL);
    int sum = 0;
    for (int i = 0; i < ITEMS; i++) {
        printf("%d ", items[i]);
        sum += items[i];
    }
    printf("\nsum %d\n", sum);
    return 0;
}
