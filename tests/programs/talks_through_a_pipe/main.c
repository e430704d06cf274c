#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ends[2];
    char text[16] = "";
    if (pipe(ends) < 0)
        return 1;
    if (fork() == 0) {
        close(ends[0]);
        return write(ends[1], "Hello", 5) == 5 ? 0 : 1;
    }
    close(ends[1]);
    if (read(ends[0], text, sizeof text - 1) < 0)
        return 1;
    close(ends[0]);
    wait(NULL);
    printf("Received: %s\n", text);
    return 0;
}
