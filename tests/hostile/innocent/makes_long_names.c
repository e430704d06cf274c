/* makes_long_names.c -- a name of 255 bytes, forty folders deep, and away with it. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void)
{
    char name[257];
    memset(name, 'n', 256);
    name[256] = 0;
    int too_long = open(name, O_CREAT | O_WRONLY, 0600) < 0 ? errno : 0;
    name[255] = 0;
    int made = 0, removed = 0;
    for (int i = 0; i < 40; i++)
        made += mkdir(name, 0700) == 0 && chdir(name) == 0;
    for (int i = 0; i < 40; i++)
        removed += chdir("..") == 0 && rmdir(name) == 0;
    printf("%s %d %d\n", strerrorname_np(too_long), made, removed);
    return 0;
}
