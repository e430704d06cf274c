#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    int fd[2];
    FILE *in, *out;
    pipe(fd);
    in = fdopen(fd[0], "r");
    out = fdopen(fd[1], "w");
    if (fork() == 0) {
        int n, sum = 0;
        while (fscanf(in, "%d", &n) == 1)
            sum += n;
        printf("sum %d\n", sum);
        fclose(in);
        exit(0);
    }
    fclose(in);
    for (int i = 1; i <= 10; i++)
        fprintf(out, "%d\n", i);
    fclose(out);
    wait(NULL);
    return 0;
}
