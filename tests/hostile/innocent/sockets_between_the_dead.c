/* sockets_between_the_dead.c -- what children sent before they ended is read when all have. */
#include "same.h"
#include <sys/socket.h>
int main(void)
{
    int pairs[50][2], sum = 0;
    char piece[1000];
    for (int i = 0; i < 50; i++) {
        MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, pairs[i]) == 0);
        pid_t pid = fork();
        if (pid == 0) {
            memset(piece, i, sizeof piece);
            MUST(write(pairs[i][1], piece, sizeof piece) == sizeof piece);
            _exit(0);
        }
        close(pairs[i][1]);
    }
    while (wait(NULL) > 0)
        continue;
    nap_ms(200);
    for (int i = 0; i < 50; i++) {
        MUST(read(pairs[i][0], piece, sizeof piece) == sizeof piece);
        sum += piece[999];
    }
    printf("%d\n", sum);
    return 0;
}
