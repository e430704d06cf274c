/* lowers_its_limits.c -- setrlimit downwards, and what comes of it. */
#include "same.h"
int main(void)
{
    struct rlimit files = {10, 10}, size = {100, 100};
    MUST(setrlimit(RLIMIT_NOFILE, &files) == 0 && setrlimit(RLIMIT_FSIZE, &size) == 0);
    int count = 0;
    while (dup(0) >= 0)
        count++;
    printf("%s after %d\n", strerrorname_np(errno), count);
    signal(SIGXFSZ, SIG_IGN);
    close(9);
    int fd = open("/tmp/small", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    char piece[200] = "";
    MUST(fd >= 0);
    printf("%d\n", (int)write(fd, piece, sizeof piece));
    printf("%s\n", write(fd, piece, 1) < 0 ? strerrorname_np(errno) : "more");
    unlink("/tmp/small");
    return 0;
}
