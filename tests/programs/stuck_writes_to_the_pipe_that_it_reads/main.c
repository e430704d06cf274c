#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ring[2][2];
    char token = 't';
    if (pipe(ring[0]) < 0 || pipe(ring[1]) < 0)
        return 1;
    if (fork() == 0) {
        close(ring[1][1]);
        read(ring[1][0], &token, 1);
        write(ring[0][1], &token, 1);
        _exit(0);
    }
    write(ring[0][1], &token, 1); /* not ring[1][1] */
    read(ring[0][0], &token, 1);
    wait(NULL);
    return 0;
}
