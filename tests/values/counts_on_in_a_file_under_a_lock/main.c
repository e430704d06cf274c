/* Two children count on in a file of the case, one after the other: each puts a new file in the place of the old. */
#include <stdio.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static int add(void)
{
    int total = 0;
    FILE *lock = fopen("lock", "w");
    if (!lock || flock(fileno(lock), LOCK_EX) < 0)
        return 1;
    FILE *in = fopen("total.txt", "r");
    if (!in || fscanf(in, "total %d", &total) != 1 || fclose(in) != 0)
        return 1;
    FILE *out = fopen("new.txt", "w");
    if (!out || fprintf(out, "total %d\n", total + 1) < 0 || fclose(out) != 0)
        return 1;
    return unlink("total.txt") != 0 || rename("new.txt", "total.txt") != 0 || fclose(lock) != 0;
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
