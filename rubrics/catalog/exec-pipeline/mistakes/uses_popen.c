/* Lets the shell do it. */
#include <stdio.h>
#include <sys/wait.h>

int main(int argc, char **argv)
{
    char command[1000];
    int number;
    if (argc != 2)
        return 1;
    snprintf(command, sizeof command, "sort %s | uniq | wc -l", argv[1]);
    FILE *out = popen(command, "r");
    if (out == NULL || fscanf(out, "%d", &number) != 1)
        return 1;
    printf("%d\n", number);
    return pclose(out) == 0 ? 0 : 1;
}
