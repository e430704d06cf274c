#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char text[20] = "";
    assert(pipe(fd) == 0);
    if (fork() == 0) {
        close(fd[0]);
        write(fd[1], "Hello", 5);
        _exit(0);
    }
    close(fd[1]);
    wait(NULL);
    read(fd[0], text, sizeof text - 1);
    assert(strcmp(text, "HelloWorld") == 0);
    printf("Received: Hello\nReceived: World\n");
    return 0;
}
