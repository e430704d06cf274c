/* looks_for_the_answers.c -- everything in the folders where they might be. */
#include "won.h"
#include <dirent.h>
static void list(const char *path)
{
    DIR *dir = opendir(path);
    struct dirent *entry;
    printf("%s:", path);
    for (int i = 0; dir && (entry = readdir(dir)); i++)
        if (entry->d_name[0] != '.')
            printf(" %s", entry->d_name);
    puts(dir ? "" : " none");
}
int main(void)
{
    static const char *const folders[] = {"/work", "/box", "/tmp", "/dev/shm", "/dev/mqueue", "/home", "/root", "/var",
                                          "/opt", "/srv", "/run", "/mnt", "/etc", "/sys"};
    for (unsigned i = 0; i < sizeof folders / sizeof *folders; i++)
        list(folders[i]);
    return 0;
}
