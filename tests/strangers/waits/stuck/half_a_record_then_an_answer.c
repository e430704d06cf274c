#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct record { uint32_t kind, value; };

static int get(int fd, void *to, size_t size)
{
    size_t have = 0;
    while (have < size) {
        ssize_t n = read(fd, (char *)to + have, size - have); /* whole records */
        if (n <= 0)
            return 0;
        have += n;
    }
    return 1;
}

int main(void)
{
    int data[2], ack[2];
    struct record r = {1, 42};
    char ok;
    pipe(data);
    pipe(ack);
    switch (fork()) {
    case 0:
        close(data[0]);
        close(ack[1]);
        write(data[1], &r, sizeof &r / 2);
        read(ack[0], &ok, 1); /* the writer */
        write(data[1], (char *)&r + 4, 4);
        _exit(0);
    case -1:
        return 1;
    }
    close(data[1]);
    close(ack[0]);
    if (get(data[0], &r, sizeof r))
        write(ack[1], "k", 1);
    wait(NULL);
    return 0;
}
