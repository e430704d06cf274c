/* A child ends while its parent polls for ever what another child writes a second later. */
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int answer[2];
    char c;
    pipe(answer);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            close(answer[0]);
            usleep(i == 0 ? 200000 : 900000);
            if (i == 1)
                write(answer[1], "x", 1);
            close(answer[1]);
            _exit(0);
        }
    close(answer[1]);
    struct pollfd in = {.fd = answer[0], .events = POLLIN};
    if (poll(&in, 1, -1) != 1 || read(answer[0], &c, 1) != 1)
        return 1; /* being watched must not end it early */
    close(answer[0]);
    while (wait(NULL) > 0)
        ;
    return 0;
}
