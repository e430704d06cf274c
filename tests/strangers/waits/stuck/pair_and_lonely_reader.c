#include <sys/wait.h>
#include <unistd.h>

static int there[2], back[2], own[2];

static void asks(void)
{
    char c;
    close(there[0]);
    close(back[1]);
    close(own[0]);
    close(own[1]);
    read(back[0], &c, 1); /* the answer, before the question */
    write(there[1], "?", 1);
    _exit(0);
}

static void answers(void)
{
    char c;
    close(there[1]);
    close(back[0]);
    close(own[0]);
    close(own[1]);
    read(there[0], &c, 1); /* the question */
    write(back[1], "!", 1);
    _exit(0);
}

static void collects(void)
{
    char c;
    close(there[0]);
    close(there[1]);
    close(back[0]);
    close(back[1]);
    while (read(own[0], &c, 1) > 0) /* the end */
        ;
    _exit(0);
}

int main(void)
{
    pipe(there);
    pipe(back);
    pipe(own);
    if (fork() == 0)
        asks();
    if (fork() == 0)
        answers();
    if (fork() == 0)
        collects();
    close(there[0]);
    close(there[1]);
    close(back[0]);
    close(back[1]);
    close(own[0]);
    write(own[1], "abc", 3);
    close(own[1]);
    while (wait(NULL) > 0)
        ;
    return 0;
}
