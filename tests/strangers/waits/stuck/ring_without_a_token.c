#include <sys/wait.h>
#include <unistd.h>

#define N 3

int main(void)
{
    int ring[N][2], me = 0, token = 0, i;
    for (i = 0; i < N; i++)
        pipe(ring[i]);
    for (i = 1; i < N; i++)
        if (fork() == 0) {
            me = i;
            break;
        }
    for (i = 0; i < N; i++) {
        if (i != me)
            close(ring[i][1]);
        if (i != (me + N - 1) % N)
            close(ring[i][0]);
    }
    int in = ring[(me + N - 1) % N][0], out = ring[me][1];
    read(in, &token, sizeof token);
    token++;
    write(out, &token, sizeof token);
    close(in);
    close(out);
    while (wait(NULL) > 0)
        ;
    return 0;
}
