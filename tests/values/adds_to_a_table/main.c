/* A number of a table with rows, one in a pile of tables, and the first of several behind a pointer. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static int table[2][3];
static char pile[2][2][4];

static void *add(void *numbers)
{
    int *own = numbers;
    table[1][2] += 1; // @table
    pile[1][0][3]++;  // @pile
    own[0] = own[1] = 1;
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    int *v = mmap(NULL, 4 * sizeof *v, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, add, v + 2 * (size_t)i);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            v[0] += 1; // @first
            v[3] += 1; // @last
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    printf("%d\n", table[1][2] + pile[1][0][3] + v[0] + v[3]);
    return 0;
}
