/* One popen() without its pclose(), and one with; a folder that stays open, and one that does not. */
#include <dirent.h>
#include <stdio.h>

int main(void)
{
    char line[64];
    FILE *f = popen("echo one", "r");
    if (!f)
        return 1;
    while (fgets(line, sizeof line, f))
        fputs(line, stdout);
    FILE *g = popen("echo two", "r");
    if (!g || !fgets(line, sizeof line, g) || pclose(g) != 0)
        return 1;
    DIR *closed = opendir("/"), *left = opendir("/");
    return !closed || !left || closedir(closed) != 0;
}
