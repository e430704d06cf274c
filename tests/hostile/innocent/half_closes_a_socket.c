/* half_closes_a_socket.c -- says that it will say no more, and listens on. */
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    int ends[2], sum = 0;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
        return 1;
    if (fork() == 0) {
        unsigned char byte, total = 0;
        close(ends[0]);
        while (read(ends[1], &byte, 1) == 1)
            total += byte;
        _exit(write(ends[1], &total, 1) != 1);
    }
    close(ends[1]);
    for (unsigned char i = 1; i <= 10; i++)
        (void)!write(ends[0], &i, 1);
    shutdown(ends[0], SHUT_WR);
    unsigned char total = 0;
    (void)!read(ends[0], &total, 1);
    wait(&sum);
    printf("%d %d\n", total, sum);
    return 0;
}
