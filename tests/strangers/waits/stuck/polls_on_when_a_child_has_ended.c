/* A child ends without a word while its parent polls, for ever, a pipe that the parent itself keeps open. */
#include <poll.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int answer[2];
    char text[32];
    pipe(answer);
    if (fork() == 0) {
        close(answer[0]);
        usleep(300000); /* the parent polls by now */
        close(answer[1]);
        _exit(1);
    }
    struct pollfd in = {.fd = answer[0], .events = POLLIN};
    while (poll(&in, 1, -1) > 0 && read(answer[0], text, sizeof text) > 0)
        printf("answer\n");
    close(answer[0]);
    wait(NULL);
    return 0;
}
