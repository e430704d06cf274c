/* With mp.h: a message for each row; small messages of several senders do not mix. */
#include "mp.h"

enum { ROWS_MAX = 10000, WORKERS_MAX = 20 };

static char lines[ROWS_MAX][200];

struct result {
    long sum;
    int row;
};

static void worker(int me, int workers, int rows, struct mp_conn *sending, struct mp_conn *receiving)
{
    mp_close(receiving);
    for (int row = me; row < rows; row += workers) {
        struct result result = {0, row};
        for (char *word = strtok(lines[row], " \t\n"); word; word = strtok(NULL, " \t\n"))
            result.sum += atol(word);
        mp_send(sending, &result, sizeof result);
    }
    mp_close(sending);
}

int main(int argc, char **argv)
{
    struct mp_conn receiving, sending;
    struct mp_process processes[WORKERS_MAX];
    struct result result, best = {0, -1};
    int rows = 0, seen = 0, workers = argc == 3 ? atoi(argv[2]) : 0;
    long total = 0;
    FILE *in = workers > 0 && workers <= WORKERS_MAX ? fopen(argv[1], "r") : NULL;
    if (in == NULL)
        return 1;
    while (rows < ROWS_MAX && fgets(lines[rows], sizeof lines[rows], in))
        rows++;
    fclose(in);
    mp_pipe_one_way(&receiving, &sending);
    for (int i = 0; i < workers; i++)
        mp_start(&processes[i], worker(i, workers, rows, &sending, &receiving));
    mp_close(&sending);
    while (mp_recv(&receiving, &result, sizeof result) != MP_END) {
        seen++;
        total += result.sum;
        if (best.row < 0 || result.sum > best.sum || (result.sum == best.sum && result.row < best.row))
            best = result;
    }
    mp_close(&receiving);
    for (int i = 0; i < workers; i++)
        mp_join(&processes[i]);
    printf("rows %d\ntotal %ld\n", seen, total);
    if (best.row >= 0)
        printf("largest %ld in row %d\n", best.sum, best.row + 1);
    return 0;
}
