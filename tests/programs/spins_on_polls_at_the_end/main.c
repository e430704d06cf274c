#include <poll.h>
#include <unistd.h>

int main(void)
{
    int ends[2], got = 0;
    char c[4];
    pipe(ends);
    close(ends[1]);
    struct pollfd end = {ends[0], POLLIN, 0};
    while (got < 4) {
        poll(&end, 1, -1);
        got += read(ends[0], c, sizeof c);
    }
    close(ends[0]);
    return 0;
}
