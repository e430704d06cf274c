#include <fcntl.h>
#include <sys/stat.h>

int main(void)
{
    if (mkfifo("fifo", 0600) < 0)
        return 1;
    return open("fifo", O_RDONLY) < 0;
}
