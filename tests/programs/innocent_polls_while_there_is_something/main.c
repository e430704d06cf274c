#include <poll.h>
#include <unistd.h>

/* Each turn is about another byte, though poll() says each time that there is one. */
int main(void)
{
    int ends[2];
    char c = 'a';
    pipe(ends);
    struct pollfd both[2] = {{ends[0], POLLIN, 0}, {ends[1], POLLOUT, 0}};
    for (;;) {
        write(ends[1], &c, 1);
        poll(both, 2, -1);
        read(ends[0], &c, 1);
    }
}
