/* Each child reads a number in a file and writes it back, one larger, under a file lock. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static void add_one(void)
{
    int number = 0;
    int lock = open("lock", O_RDWR | O_CREAT, 0600);
    flock(lock, LOCK_EX);
    FILE *f = fopen("count.txt", "r");
    if (f == NULL || fscanf(f, "%d", &number) != 1)
        exit(1);
    fclose(f);
    f = fopen("count.txt", "w");
    fprintf(f, "%d\n", number + 1);
    fclose(f);
    close(lock);
}

int main(void)
{
    int number = 0;
    FILE *f = fopen("count.txt", "w");
    fprintf(f, "0\n");
    fclose(f);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            add_one();
            exit(0);
        }
    while (wait(NULL) > 0)
        ;
    f = fopen("count.txt", "r");
    if (fscanf(f, "%d", &number) != 1)
        return 1;
    fclose(f);
    printf("%d\n", number);
    return 0;
}
