/* The reader takes three bytes and goes; the writer still has the read end, and is not told. */
#include <sys/wait.h>
#include <unistd.h>

static char block[1000];

int main(void)
{
    int p[2];
    pipe(p);
    if (fork() == 0) {
        char c[3];
        close(p[1]);
        read(p[0], c, sizeof c);
        _exit(0);
    }
    for (int i = 0; i < 100; i++)
        write(p[1], block, sizeof block); /* the writer */
    return wait(NULL) < 0;
}
