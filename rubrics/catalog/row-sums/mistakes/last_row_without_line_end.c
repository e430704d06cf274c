/* Rows are counted by their line ends: a last row without one is lost. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROWS_MAX = 10000, NUMBERS_MAX = 16 };

struct record {
    int row;
    long sum;
};

static long numbers[ROWS_MAX][NUMBERS_MAX];
static int counts[ROWS_MAX];

static int read_rows(FILE *in)
{
    char line[1000];
    int rows = 0;
    while (rows < ROWS_MAX && fgets(line, sizeof line, in) != NULL) {
        char *at = line, *end;
        for (;;) {
            long number = strtol(at, &end, 10);
            if (end == at || counts[rows] == NUMBERS_MAX)
                break;
            numbers[rows][counts[rows]++] = number;
            at = end;
        }
        if (strchr(line, '\n') == NULL)
            break;
        rows++;
    }
    return rows;
}

static void work(int first, int step, int rows, int out)
{
    for (int row = first; row < rows; row += step) {
        struct record record = {row, 0};
        for (int i = 0; i < counts[row]; i++)
            record.sum += numbers[row][i];
        if (write(out, &record, sizeof record) != sizeof record)
            _exit(1);
    }
}

int main(int argc, char **argv)
{
    FILE *in = argc == 3 ? fopen(argv[1], "r") : NULL;
    if (in == NULL) {
        fprintf(stderr, "usage: rowsums FILE WORKERS\n");
        return 1;
    }
    int workers = atoi(argv[2]), rows = read_rows(in), fd[2];
    fclose(in);
    if (pipe(fd) < 0) {
        perror("pipe");
        return 1;
    }
    for (int i = 0; i < workers; i++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            return 1;
        }
        if (pid == 0) {
            close(fd[0]);
            work(i, workers, rows, fd[1]);
            close(fd[1]);
            _exit(0);
        }
    }
    close(fd[1]);
    struct record record;
    long total = 0, largest = 0;
    int largest_row = 0, seen = 0;
    while (read(fd[0], &record, sizeof record) == sizeof record) {
        total += record.sum;
        if (seen++ == 0 || record.sum > largest || (record.sum == largest && record.row < largest_row)) {
            largest = record.sum;
            largest_row = record.row;
        }
    }
    close(fd[0]);
    for (int i = 0; i < workers; i++)
        wait(NULL);
    printf("rows %d\ntotal %ld\n", seen, total);
    if (seen > 0)
        printf("largest %ld in row %d\n", largest, largest_row + 1);
    return 0;
}
