/* A pipe for each worker, who reads the file for itself and sends one summary as text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void worker(const char *name, int me, int workers, FILE *out)
{
    FILE *in = fopen(name, "r");
    char line[1000];
    long rows = 0, total = 0, best = 0, best_row = -1;
    if (in == NULL)
        exit(1);
    for (long row = 0; fgets(line, sizeof line, in) != NULL; row++) {
        if (row % workers != me)
            continue;
        long sum = 0;
        for (char *word = strtok(line, " \n"); word != NULL; word = strtok(NULL, " \n"))
            sum += atol(word);
        rows++;
        total += sum;
        if (best_row == -1 || sum > best) {
            best = sum;
            best_row = row;
        }
    }
    fclose(in);
    fprintf(out, "%ld %ld %ld %ld\n", rows, total, best, best_row);
    exit(fclose(out) == 0 ? 0 : 1);
}

int main(int argc, char **argv)
{
    int workers = argc == 3 ? atoi(argv[2]) : 0;
    if (workers < 1 || access(argv[1], R_OK) != 0)
        return 1;
    FILE *from[workers];
    for (int i = 0; i < workers; i++) {
        int fd[2];
        if (pipe(fd) == -1)
            return 1;
        pid_t pid = fork();
        if (pid == -1)
            return 1;
        if (pid == 0) {
            close(fd[0]);
            for (int k = 0; k < i; k++)
                fclose(from[k]);
            worker(argv[1], i, workers, fdopen(fd[1], "w"));
        }
        close(fd[1]);
        from[i] = fdopen(fd[0], "r");
    }
    long rows = 0, total = 0, best = 0, best_row = -1;
    for (int i = 0; i < workers; i++) {
        long n, sum, largest, row;
        if (fscanf(from[i], "%ld %ld %ld %ld", &n, &sum, &largest, &row) != 4)
            return 1;
        fclose(from[i]);
        rows += n;
        total += sum;
        if (row != -1 && (best_row == -1 || largest > best || (largest == best && row < best_row))) {
            best = largest;
            best_row = row;
        }
    }
    while (wait(NULL) > 0)
        ;
    printf("rows %ld\ntotal %ld\n", rows, total);
    if (best_row >= 0)
        printf("largest %ld in row %ld\n", best, best_row + 1);
    return 0;
}
