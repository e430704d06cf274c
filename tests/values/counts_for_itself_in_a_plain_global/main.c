/* Each child counts in its own copy and says what it counted; the parent has nothing to do with that number. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int lines, children;

static void count(int most)
{
    while (lines < most)
        lines++;
    _exit(lines == most ? 0 : 1);
}

int main(void)
{
    int status, right = 0;
    for (int i = 1; i <= 2; i++) {
        if (fork() == 0)
            count(i);
        children++;
    }
    while (wait(&status) > 0)
        right += status == 0;
    printf("%d of %d\n", right, children);
    return 0;
}
