/* streams_in_memory.c -- open_memstream, fmemopen, getdelim, wide characters, regular expressions. */
#include "same.h"
#include <locale.h>
#include <regex.h>
#include <wchar.h>
int main(void)
{
    char *text = NULL, *part = NULL;
    size_t size = 0, room = 0;
    FILE *out = open_memstream(&text, &size);
    fprintf(out, "a;b;%s", "longer text");
    fclose(out);
    FILE *in = fmemopen(text, size, "r");
    MUST(getdelim(&part, &room, ';', in) == 2 && getdelim(&part, &room, ';', in) == 2);
    part[1] = 0;
    MUST(setlocale(LC_ALL, "C.UTF-8"));
    regex_t r;
    MUST(regcomp(&r, "lo.*text$", REG_EXTENDED) == 0);
    printf("%zu %s %lc %d\n", size - 3, part, (wint_t)0xe4, regexec(&r, text, 0, NULL, 0) == 0);
    return 0;
}
