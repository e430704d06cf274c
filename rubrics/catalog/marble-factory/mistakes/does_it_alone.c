/* One process makes, fills and wraps. */
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    static const char *const colours[] = {"red", "blue", "green", "yellow", "white"};
    static const char *const larges[] = {"Lucky", "Spinner", "Winner"};
    char word[32];
    int value, marbles = 0, bag = 1, gifts;
    FILE *in = argc == 2 ? fopen(argv[1], "r") : NULL, *out = fopen("boxes.txt", "w");
    if (in == NULL || out == NULL)
        return 1;
    while (fscanf(in, "%31s %d", word, &value) == 2) {
        if (strcmp(word, "marble-count") == 0)
            marbles = value;
        if (strcmp(word, "bag-count") == 0)
            bag = value;
    }
    for (gifts = 0; gifts < marbles / bag; gifts++) {
        fprintf(out, "%s:", larges[gifts % 3]);
        for (int i = 0; i < bag; i++)
            fprintf(out, " %s", colours[(gifts * bag + i) % 5]);
        fprintf(out, "\n");
    }
    printf("gifts %d\n", gifts);
    return 0;
}
