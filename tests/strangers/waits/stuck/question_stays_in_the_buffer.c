#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ask[2], answer[2];
    char line[100];
    pipe(ask);
    pipe(answer);
    if (fork() == 0) {
        close(ask[1]);
        close(answer[0]);
        FILE *in = fdopen(ask[0], "r"), *out = fdopen(answer[1], "w");
        while (fgets(line, sizeof line, in)) /* child */
            fprintf(out, "you said %s", line);
        return 0;
    }
    close(ask[0]);
    close(answer[1]);
    FILE *out = fdopen(ask[1], "w"), *in = fdopen(answer[0], "r");
    fprintf(out, "how are you?\n");
    if (fgets(line, sizeof line, in)) /* parent */
        printf("%s", line);
    fclose(out);
    fclose(in);
    wait(NULL);
    return 0;
}
