/* A poll that is interrupted half-way by the end of a child keeps its deadline. */
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int answer[2];
    pipe(answer);
    if (fork() == 0) {
        close(answer[0]);
        close(answer[1]);
        usleep(300000);
        _exit(0);
    }
    struct pollfd in = {.fd = answer[0], .events = POLLIN};
    int ready = poll(&in, 1, 900);
    close(answer[0]);
    close(answer[1]);
    wait(NULL);
    return ready;
}
