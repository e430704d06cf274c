#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static char block[200000];

static void write_all(int fd)
{
    size_t done = 0;
    while (done < sizeof block)
        done += write(fd, block + done, sizeof block - done);
}

static void read_all(int fd)
{
    size_t done = 0;
    while (done < sizeof block)
        done += read(fd, block, sizeof block - done);
}

int main(void)
{
    int a[2], b[2];
    if (pipe(a) || pipe(b))
        exit(1);
    if (fork() == 0) {
        close(a[1]);
        close(b[0]);
        write_all(b[1]);
        read_all(a[0]);
        exit(0);
    }
    close(a[0]);
    close(b[1]);
    write_all(a[1]);
    read_all(b[0]);
    wait(NULL);
    return 0;
}
