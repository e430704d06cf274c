/* Each worker closes what it has from fork() of its own pipes and of those of the workers before it. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define N 3
struct worker { pid_t pid; int in[2], out[2]; };

static void must_pipe(int *p)
{
    if (pipe(p) == -1) {
        perror("pipe");
        exit(1);
    }
}

int main(void)
{
    struct worker w[N];
    for (int i = 0; i < N; i++) {
        must_pipe(w[i].in);
        must_pipe(w[i].out);
        w[i].pid = fork();
        if (w[i].pid == 0) {
            int x, sum = 0;
            for (int k = 0; k <= i; k++) {
                close(w[k].in[1]);
                close(w[k].out[0]);
            }
            while (read(w[i].in[0], &x, sizeof x) > 0) /* a worker */
                sum += x;
            write(w[i].out[1], &sum, sizeof sum);
            close(w[i].in[0]);
            close(w[i].out[1]);
            exit(0);
        }
        close(w[i].in[0]);
        close(w[i].out[1]);
    }
    for (int k = 1; k <= 9; k++)
        write(w[k % N].in[1], &k, sizeof k);
    int total = 0, part;
    for (int i = 0; i < N; i++) {
        close(w[i].in[1]);
        read(w[i].out[0], &part, sizeof part); /* the parent */
        close(w[i].out[0]);
        total += part;
        wait(NULL);
    }
    printf("%d\n", total);
    return 0;
}
