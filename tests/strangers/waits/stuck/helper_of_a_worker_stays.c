/* The parent polls until all workers have hung up; a helper that the second has left behind still holds its pipe. */
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    struct pollfd in[2];
    for (int i = 0; i < 2; i++) {
        int p[2];
        pipe(p);
        if (fork() == 0) {
            close(p[0]);
            if (i == 1) {
                close(in[0].fd);
                if (fork() == 0)
                    for (;;)
                        pause(); /* helper */
            }
            write(p[1], "done", 4);
            close(p[1]);
            _exit(0);
        }
        close(p[1]);
        in[i] = (struct pollfd){.fd = p[0], .events = POLLIN};
    }
    for (int open = 2; open > 0;) {
        char text[16];
        poll(in, 2, -1); /* parent */
        for (int i = 0; i < 2; i++)
            if (in[i].fd >= 0 && in[i].revents && read(in[i].fd, text, sizeof text) <= 0) {
                close(in[i].fd);
                in[i].fd = -1;
                open--;
            }
    }
    while (wait(NULL) > 0)
        ;
    return 0;
}
