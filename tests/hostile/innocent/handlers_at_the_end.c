/* handlers_at_the_end.c -- atexit, on_exit order, pthread_atfork. */
#include "same.h"
static void one(void)
{
    puts("one");
}
static void two(void)
{
    puts("two");
}
static void before(void)
{
    puts("before the fork");
    fflush(stdout);
}
static void in_child(void)
{
    puts("in the child");
    fflush(stdout);
}
int main(void)
{
    atexit(one);
    atexit(two);
    pthread_atfork(before, NULL, in_child);
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    return reap(pid);
}
