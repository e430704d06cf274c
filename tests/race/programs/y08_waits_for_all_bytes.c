/* y08_waits_for_all_bytes -- recv() with MSG_WAITALL takes them as they come */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <sys/stat.h>
#include <sys/socket.h>
#include <sys/mman.h>

int main(void) {
    int *n = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int s[2];
    char b[16];
    socketpair(AF_UNIX, SOCK_STREAM, 0, s);
    if (fork() == 0) {
        close(s[0]);
        for (int i = 0; i < 4; i++) { usleep(100000); send(s[1], "ab", 2, 0); ++*n; }
        close(s[1]);
        _exit(0);
    }
    close(s[1]);
    recv(s[0], b, 1, MSG_PEEK);
    ssize_t k = recv(s[0], b, 8, MSG_WAITALL);
    wait(NULL);
    printf("%zd %d\n", k, *n);
    close(s[0]);
    return 0;
}
