#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
    double num;
    int *arr; /* the pointer is shared, what it points to is not */
} board;

int main(void)
{
    int arr[10];
    board *b = mmap(NULL, sizeof(board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (b == MAP_FAILED)
        return 1;
    for (int i = 0; i < 10; i++)
        arr[i] = i;
    b->arr = arr;
    if (fork() == 0) {
        b->num = 3.1415927;
        for (int i = 0; i < 10; i++)
            b->arr[i] = -b->arr[i];
        _exit(0);
    }
    wait(NULL);
    printf("%.7f\n[%d", b->num, b->arr[0]);
    for (int i = 1; i < 10; i++)
        printf(", %d", b->arr[i]);
    printf("]\n");
    return 0;
}
