/* Two children count on in a file of the case, in its place, and nothing keeps them apart. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int add(void)
{
    int total = 0;
    FILE *in = fopen("total.txt", "r");
    if (!in || fscanf(in, "total %d", &total) != 1 || fclose(in) != 0)
        return 1;
    FILE *out = fopen("total.txt", "r+");
    return !out || fprintf(out, "total %d\n", total + 1) < 0 || fclose(out) != 0;
}

int main(void)
{
    for (int i = 0; i < 2; i++)
        if (fork() == 0)
            _exit(add());
    int status, failed = 0;
    while (wait(&status) > 0)
        failed |= status;
    return failed != 0;
}
