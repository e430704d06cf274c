#include <sys/wait.h>
#include <unistd.h>

/* The second child holds the read end of a pipe that is not its own, too; but its sister reads that one. */
int main(void)
{
    int one[2], two[2];
    char c = 'x';
    if (pipe(one) < 0 || pipe(two) < 0)
        return 1;
    if (fork() == 0) {
        close(one[1]);
        close(two[0]);
        close(two[1]);
        _exit(read(one[0], &c, 1) != 1);
    }
    if (fork() == 0) {
        close(one[1]);
        while (read(two[0], &c, 1) > 0)
            ;
        _exit(0);
    }
    close(one[0]);
    close(two[0]);
    if (write(one[1], &c, 1) != 1)
        return 1;
    close(one[1]);
    wait(NULL);
    close(two[1]);
    return wait(NULL) < 0;
}
