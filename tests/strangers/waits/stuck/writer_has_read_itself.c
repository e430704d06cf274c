/* Parent and child have taken from the pipe; the parent, who will again, writes more than it holds. */
#include <sys/wait.h>
#include <unistd.h>

static char block[70000];

int main(void)
{
    int p[2];
    char c;
    pipe(p);
    write(p[1], "ab", 2);
    if (fork() == 0) {
        close(p[1]);
        read(p[0], &c, 1);
        _exit(0);
    }
    wait(NULL);
    read(p[0], &c, 1);
    write(p[1], block, sizeof block); /* the writer */
    return read(p[0], block, sizeof block) < 0;
}
