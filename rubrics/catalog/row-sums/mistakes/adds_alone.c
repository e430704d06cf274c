/* The parent adds up everything itself. */
#include <stdio.h>
#include <stdlib.h>

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
        rows++;
    }
    return rows;
}

int main(int argc, char **argv)
{
    FILE *in = argc == 3 ? fopen(argv[1], "r") : NULL;
    if (in == NULL) {
        fprintf(stderr, "usage: rowsums FILE WORKERS\n");
        return 1;
    }
    int rows = read_rows(in);
    fclose(in);
    struct record record;
    long total = 0, largest = 0;
    int largest_row = 0, seen = 0;
    for (record.row = 0; record.row < rows; record.row++) {
        record.sum = 0;
        for (int i = 0; i < counts[record.row]; i++)
            record.sum += numbers[record.row][i];
        total += record.sum;
        if (seen++ == 0 || record.sum > largest || (record.sum == largest && record.row < largest_row)) {
            largest = record.sum;
            largest_row = record.row;
        }
    }
    printf("rows %d\ntotal %ld\n", seen, total);
    if (seen > 0)
        printf("largest %ld in row %d\n", largest, largest_row + 1);
    return 0;
}
