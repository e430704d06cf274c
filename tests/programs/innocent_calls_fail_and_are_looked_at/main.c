#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

/* What fails is looked at, and done in another way. */
int main(void)
{
    char c = 0;
    int fd[2];
    struct rlimit few = {4, 4}, more = few;
    int file = open("absent.txt", O_RDONLY);
    if (file < 0)
        file = open("absent.txt", O_RDWR | O_CREAT, 0600);
    int ok = write(file, &c, 1) == 1;
    ok &= close(file) == 0;
    getrlimit(RLIMIT_NOFILE, &more);
    few.rlim_max = more.rlim_max;
    setrlimit(RLIMIT_NOFILE, &few);
    if (pipe(fd) < 0) {
        setrlimit(RLIMIT_NOFILE, &more);
        ok &= pipe(fd) == 0;
    }
    ok &= write(fd[1], &c, 1) == 1 && read(fd[0], &c, 1) == 1;
    ok &= close(fd[0]) == 0 && close(fd[1]) == 0;
    return !ok;
}
