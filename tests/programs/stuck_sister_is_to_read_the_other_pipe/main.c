#include <sys/wait.h>
#include <unistd.h>

/* Nobody has read from the first pipe yet: that is for the first child, which waits for a word of the second. The
 * second keeps the ends of both. */
int main(void)
{
    int one[2], two[2], word[2];
    char c = 'x';
    if (pipe(one) < 0 || pipe(two) < 0 || pipe(word) < 0)
        return 1;
    if (fork() == 0) {
        close(one[1]);
        close(two[0]);
        close(two[1]);
        close(word[1]);
        if (read(word[0], &c, 1) != 1)
            _exit(1);
        _exit(read(one[0], &c, 1) != 1);
    }
    if (fork() == 0) {
        close(one[1]);
        close(word[0]);
        while (read(two[0], &c, 1) > 0)
            ;
        _exit(write(word[1], &c, 1) != 1);
    }
    close(one[0]);
    close(two[0]);
    close(word[0]);
    close(word[1]);
    if (write(one[1], &c, 1) != 1)
        return 1;
    close(one[1]);
    close(two[1]);
    while (wait(NULL) > 0)
        ;
    return 0;
}
