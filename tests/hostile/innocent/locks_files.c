/* locks_files.c -- flock between two processes, and record locks. */
#include "same.h"
#include <sys/file.h>
int main(void)
{
    unlink("/tmp/lock");
    int fd = open("/tmp/lock", O_RDWR | O_CREAT, 0600), ends[2];
    MUST(fd >= 0 && flock(fd, LOCK_EX) == 0 && pipe(ends) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        int mine = open("/tmp/lock", O_RDWR);
        int busy = flock(mine, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK;
        (void)!write(ends[1], "x", 1);
        flock(mine, LOCK_EX); /* until the parent lets go */
        struct flock record = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 10};
        _exit(busy && fcntl(mine, F_SETLK, &record) == 0 ? 0 : 1);
    }
    char c;
    MUST(read(ends[0], &c, 1) == 1);
    nap_ms(5);
    flock(fd, LOCK_UN);
    printf("%d\n", reap(pid));
    return 0;
}
