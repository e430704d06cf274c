#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

/* Two pipes. To the first the first child writes; of the second it is the writer, too, and has nothing to say. The
 * second child keeps both write ends, and both readers wait for its end. */
int main(void)
{
    int one[2], two[2];
    char c = 'x';
    if (pipe(one) < 0 || pipe(two) < 0)
        return 1;
    if (fork() == 0) {
        close(one[0]);
        close(two[0]);
        c = write(one[1], &c, 1) != 1;
        close(one[1]);
        close(two[1]);
        _exit(c);
    }
    if (fork() == 0) {
        close(one[0]);
        close(two[0]);
        poll(NULL, 0, 50);
        _exit(0);
    }
    close(one[1]);
    close(two[1]);
    while (read(one[0], &c, 1) > 0)
        ;
    while (read(two[0], &c, 1) > 0)
        ;
    close(one[0]);
    close(two[0]);
    while (wait(NULL) > 0)
        ;
    return 0;
}
