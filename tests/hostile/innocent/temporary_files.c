/* temporary_files.c -- tmpfile, mkstemp, mkdtemp, and a file larger than four mebibytes. */
#include "same.h"
int main(void)
{
    char name[] = "/tmp/fileXXXXXX", folder[] = "/tmp/dirXXXXXX", text[8] = "";
    FILE *file = tmpfile();
    MUST(file && fputs("abc", file) >= 0 && fseek(file, 0, SEEK_SET) == 0 && fgets(text, 8, file));
    int fd = mkstemp(name);
    MUST(fd >= 0 && mkdtemp(folder) != NULL && ftruncate(fd, 5 << 20) == 0 && lseek(fd, 0, SEEK_END) == 5 << 20);
    printf("%s %d %d\n", text, unlink(name), rmdir(folder));
    return 0;
}
