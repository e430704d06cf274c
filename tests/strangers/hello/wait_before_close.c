#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MSG_LEN 10

int main(void)
{
    int fd[2];
    char msg[MSG_LEN];

    pipe(fd);
    if (fork() == 0) {
        close(fd[1]);
        while (read(fd[0], msg, MSG_LEN) > 0)
            printf("Received: %s\n", msg);
        exit(0);
    }
    close(fd[0]);
    strcpy(msg, "Hello");
    write(fd[1], msg, MSG_LEN);
    strcpy(msg, "World");
    write(fd[1], msg, MSG_LEN);
    wait(NULL);
    close(fd[1]);
    return 0;
}
