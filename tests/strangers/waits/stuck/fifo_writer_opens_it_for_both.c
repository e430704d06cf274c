/* The writer opened the FIFO for both and waits before it closes it. */
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    char c;
    mkfifo("f", 0600);
    if (fork() == 0) {
        int r = open("f", O_RDONLY);
        while (read(r, &c, 1) == 1) /* the reader */
            ;
        _exit(0);
    }
    int w = open("f", O_RDWR);
    write(w, "x", 1);
    wait(NULL);
    return close(w);
}
