#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void read_fully(int fd, char *to, size_t size)
{
    size_t done = 0;
    while (done < size)
        done += read(fd, to + done, size - done);
}

int main(void)
{
    int go[2], back[2];
    char record[100], c;
    pipe(go);
    pipe(back);
    if (fork() == 0) {
        close(go[1]);
        close(back[0]);
        read_fully(go[0], record, sizeof record);
        write(back[1], "k", 1);
        _exit(0);
    }
    close(go[0]);
    close(back[1]);
    memset(record, 'r', 60);
    write(go[1], record, 60);
    read(back[0], &c, 1);
    close(go[1]);
    close(back[0]);
    wait(NULL);
    return 0;
}
