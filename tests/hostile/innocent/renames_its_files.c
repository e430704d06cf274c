/* renames_its_files.c -- a file under two names, replaced at once by another. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void)
{
    struct stat st;
    FILE *file = fopen("new", "w");
    fputs("new text", file);
    fclose(file);
    close(open("old", O_CREAT | O_WRONLY, 0600));
    int linked = link("old", "second");
    stat("old", &st);
    int count = (int)st.st_nlink, renamed = rename("new", "old");
    stat("second", &st);
    char text[16] = "";
    file = fopen("old", "r");
    printf("%d %d %d %d %s\n", linked, count, renamed, (int)st.st_nlink, fgets(text, sizeof text, file));
    fclose(file);
    unlink("old");
    unlink("second");
    return 0;
}
