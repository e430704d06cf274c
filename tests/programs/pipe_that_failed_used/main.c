#include <sys/resource.h>
#include <unistd.h>

int main(void)
{
    struct rlimit few = {4, 4};
    int fd[2] = {77, 77};
    setrlimit(RLIMIT_NOFILE, &few);
    int failed = pipe(fd) < 0;
    return !failed || write(fd[1], "x", 1) != -1;
}
