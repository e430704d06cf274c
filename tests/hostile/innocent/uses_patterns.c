/* uses_patterns.c -- regular expressions, wild cards, options, numbers in words. */
#include <fcntl.h>
#include <fnmatch.h>
#include <getopt.h>
#include <glob.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
int main(void)
{
    regex_t regex;
    regmatch_t match[2];
    glob_t found;
    char *args[] = {"x", "--size=3", "rest", NULL};
    const struct option options[] = {{"size", required_argument, NULL, 's'}, {NULL, 0, NULL, 0}};
    if (regcomp(&regex, "b(c+)d", REG_EXTENDED) != 0 || regexec(&regex, "abcccd", 2, match, 0) != 0)
        return 1;
    for (int i = 0; i < 3; i++)
        close(open((const char *[]){"a.txt", "b.txt", "c.c"}[i], O_CREAT | O_WRONLY, 0600));
    int n = glob("*.txt", 0, NULL, &found);
    int option = getopt_long(3, args, "", options, NULL);
    printf("%d-%d %d %zu %c %s %d\n", match[1].rm_so, match[1].rm_eo, n, found.gl_pathc, option, optarg,
           fnmatch("[a-c]?.c", "bx.c", 0));
    unlink("a.txt");
    unlink("b.txt");
    unlink("c.c");
    return 0;
}
