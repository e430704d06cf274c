/* locks_with_open_files.c -- F_OFD_SETLKW: waits until the other process lets go. */
#include "same.h"
int main(void)
{
    int fd = open("/tmp/ofd", O_RDWR | O_CREAT, 0600), ends[2];
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1}, free_it = {.l_type = F_UNLCK, .l_whence = SEEK_SET, .l_len = 1};
    MUST(fd >= 0 && pipe(ends) == 0 && fcntl(fd, F_OFD_SETLK, &lock) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        int mine = open("/tmp/ofd", O_RDWR);
        (void)!write(ends[1], "x", 1);
        _exit(fcntl(mine, F_OFD_SETLKW, &lock) < 0);
    }
    char c;
    MUST(read(ends[0], &c, 1) == 1);
    nap_ms(30);
    MUST(fcntl(fd, F_OFD_SETLK, &free_it) == 0);
    printf("%d\n", reap(pid));
    unlink("/tmp/ofd");
    return 0;
}
