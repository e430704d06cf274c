#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    int go[2], done[2], c;
    pipe(go);
    pipe(done);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            close(go[1]);
            close(done[0]);
            while (read(go[0], &c, 1) == 1)
                ;
            write(done[1], "d", 1);
            close(go[0]);
            close(done[1]);
            _exit(0);
        }
    if (fork() == 0) {
        struct timespec t = {0, 900000000};
        close(go[0]);
        close(done[0]);
        close(done[1]);
        nanosleep(&t, NULL);
        close(go[1]);
        _exit(0);
    }
    close(go[0]);
    close(go[1]);
    close(done[1]);
    for (int i = 0; i < 2; i++)
        read(done[0], &c, 1);
    close(done[0]);
    while (wait(NULL) > 0)
        ;
    return 0;
}
