/* One process writes more to its own pipe than that holds, and would read afterwards. */
#include <unistd.h>

static char text[65537];

int main(void)
{
    int fd[2];
    if (pipe(fd) < 0 || write(fd[1], text, sizeof text) != sizeof text)
        return 1;
    return read(fd[0], text, sizeof text) < 0;
}
