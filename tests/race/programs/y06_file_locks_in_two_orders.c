/* y06_file_locks_in_two_orders -- the kernel refuses the lock that would close the ring (EDEADLK) */
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

int lk(int fd, int at) { struct flock l = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = at, .l_len = 1}; return fcntl(fd, F_SETLKW, &l); }
int main(void) {
    int fd = open("acc", O_CREAT | O_RDWR, 0600), p[2], q[2];
    char c;
    pipe(p); pipe(q);
    if (fork() == 0) {
        close(p[0]); close(q[1]);
        lk(fd, 1);
        write(p[1], "x", 1);
        read(q[0], &c, 1);
        int r = lk(fd, 0);
        _exit(r == 0 ? 0 : errno == EDEADLK ? 1 : 2);
    }
    close(p[1]); close(q[0]);
    lk(fd, 0);
    read(p[0], &c, 1);
    write(q[1], "x", 1);
    int st, r = lk(fd, 1);
    if (r == -1 && errno == EDEADLK) r = 0;
    close(fd);
    wait(&st);
    puts(r == 0 ? "done" : "refused");
    close(p[0]); close(q[1]);
    unlink("acc");
    return 0;
}
