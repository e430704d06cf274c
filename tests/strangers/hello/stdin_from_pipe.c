#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int thepipe[2];
    pid_t sender_pid, receiver_pid;

    if (pipe(thepipe) == -1) { perror("Failed to create the pipe"); return EXIT_FAILURE; }

    sender_pid = fork();
    if (sender_pid == 0)
    {
        dup2(thepipe[1], STDOUT_FILENO);
        close(thepipe[0]);
        close(thepipe[1]);
        puts("Hello");
        puts("World");
        exit(EXIT_SUCCESS);
    }

    receiver_pid = fork();
    if (receiver_pid == 0)
    {
        char text[1024];
        dup2(thepipe[0], STDIN_FILENO);
        close(thepipe[0]);
        close(thepipe[1]);
        while (scanf("%1023s", text) == 1)
            printf("Received: %s\n", text);
        exit(EXIT_SUCCESS);
    }

    close(thepipe[0]);
    close(thepipe[1]);
    while (wait(NULL) != -1) { }
    return EXIT_SUCCESS;
}
