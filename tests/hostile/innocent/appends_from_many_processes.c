/* appends_from_many_processes.c -- ten children append whole lines to one file. */
#include "same.h"
int main(void)
{
    char line[64];
    int lines = 0, torn = 0;
    for (int k = 0; k < 10; k++)
        if (fork() == 0) {
            int fd = open("log", O_CREAT | O_APPEND | O_WRONLY, 0600);
            for (int i = 0; i < 50; i++)
                MUST(dprintf(fd, "child %d says %03d\n", k, i) == 17);
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    FILE *f = fopen("log", "r");
    MUST(f);
    for (; fgets(line, sizeof line, f); lines++)
        torn += strlen(line) != 17 || line[16] != '\n';
    printf("%d lines, %d torn\n", lines, torn);
    return 0;
}
