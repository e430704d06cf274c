/* fcntl(F_GETFL) alone makes no stream: its end is closed with close() */
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    int p[2];
    char c;
    pipe(p);
    if (fork() == 0) {
        close(p[0]);
        fcntl(p[1], F_SETFL, fcntl(p[1], F_GETFL) | O_NONBLOCK);
        write(p[1], "x", 1);
        _exit(0);
    }
    close(p[1]);
    FILE *copy = fdopen(dup(p[0]), "r");
    c = (char)fgetc(copy);
    fclose(copy);
    wait(NULL);
    return read(p[0], &c, 1) == 0 ? 0 : 1;
}
