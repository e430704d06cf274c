/* reads_a_long_input.c -- a hundred thousand lines, by getline. */
#include "same.h"
int main(void)
{
    char *line = NULL;
    size_t room = 0;
    long lines = 0, bytes = 0;
    for (ssize_t n; (n = getline(&line, &room, stdin)) > 0; lines++)
        bytes += n;
    printf("%ld %ld\n", lines, bytes);
    return 0;
}
