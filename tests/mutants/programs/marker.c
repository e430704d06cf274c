/* marker.c -- a sender that ends with a full stop. */
#include <stdatomic.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
static atomic_int read_so_far;
static int fd[2];
static void sender(void)
{
    close(fd[0]);
    for (int i = 0; i < 42; i++) write(fd[1], "x", 1);
    write(fd[1], ".", 1);
    close(fd[1]);
}
int main(void)
{
    if (pipe(fd) < 0) return 1; else if (fork() == 0) { sender(); _exit(0); }
    for (char c = 0; c != '.' && read(fd[0], &c, 1) == 1;)
        atomic_fetch_add(&read_so_far, c == 'x');
    wait(NULL);
    printf("%d\n", read_so_far);
    return 0;
}
