/* Each client waits for a greeting, and the server for a request. */
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int question[2][2], answer[2][2];
    struct pollfd watched[2];
    char c;
    for (int i = 0; i < 2; i++) {
        pipe(question[i]);
        pipe(answer[i]);
        if (fork() == 0) {
            for (int k = 0; k < i; k++) {
                close(question[k][0]);
                close(answer[k][1]);
            }
            close(question[i][0]);
            close(answer[i][1]);
            read(answer[i][0], &c, 1); /* a client */
            write(question[i][1], "q", 1);
            _exit(0);
        }
        close(question[i][1]);
        close(answer[i][0]);
        watched[i] = (struct pollfd){question[i][0], POLLIN, 0};
    }
    poll(watched, 2, -1); /* the server */
    for (int i = 0; i < 2; i++)
        write(answer[i][1], "a", 1);
    while (wait(NULL) > 0)
        ;
    return 0;
}
