/* file_without_a_name.c -- a file that never had a name, shared with a child. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    char text[8] = "";
    struct stat st;
    int fd = open(".", O_TMPFILE | O_RDWR, 0600);
    if (fork() == 0)
        _exit(write(fd, "child", 5) != 5);
    wait(NULL);
    fstat(fd, &st);
    (void)!pread(fd, text, 5, 0);
    printf("%s %d\n", text, (int)st.st_nlink);
    return 0;
}
