/* Counts rightly; asks the shell for the date on the way, which nobody wanted. */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int n = argc > 2 ? atoi(argv[1]) : 4;
    int m = argc > 2 ? atoi(argv[2]) : 1000;
    char line[100];
    FILE *date = popen("date", "r");
    while (date != NULL && fgets(line, sizeof line, date) != NULL)
        fprintf(stderr, "%s", line);
    if (date != NULL)
        pclose(date);
    atomic_int *counter = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (counter == MAP_FAILED)
        return 1;
    for (int p = 0; p < n; p++)
        if (fork() == 0) {
            for (int i = 0; i < m; i++)
                atomic_fetch_add(counter, 1);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("Counter: %d\n", *counter);
    return 0;
}
