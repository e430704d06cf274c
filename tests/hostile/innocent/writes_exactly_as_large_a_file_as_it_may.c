/* writes_exactly_as_large_a_file_as_it_may.c -- sixteen mebibytes, and then one byte that is too much. */
#include "same.h"
int main(void)
{
    static char piece[1 << 16];
    int fd = open("large", O_CREAT | O_RDWR, 0600);
    signal(SIGXFSZ, SIG_IGN);
    MUST(setrlimit(RLIMIT_FSIZE, &(struct rlimit){16 << 20, 16 << 20}) == 0);
    for (int i = 0; i < 256; i++)
        MUST(write(fd, piece, sizeof piece) == sizeof piece);
    struct stat st;
    MUST(fstat(fd, &st) == 0);
    long more = write(fd, "x", 1);
    printf("%ld %s\n", (long)st.st_size, more < 0 ? strerrorname_np(errno) : "written");
    return 0;
}
