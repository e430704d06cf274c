/* seeks_its_input.c -- stdin can be read, and read again by seeking, and by /dev/stdin. */
#include "same.h"
int main(void)
{
    char line[64] = "";
    MUST(fgets(line, sizeof line, stdin));
    printf("%s", line);
    FILE *again = fopen("/dev/stdin", "r");
    MUST(again);
    printf("%d\n", fgets(line, sizeof line, again) != NULL);
    return 0;
}
