#include <fcntl.h>
#include <unistd.h>

/* There is no pipe: nobody looks at calls but after one that failed. */
int main(void)
{
    char c;
    int fd = open("absent.txt", O_RDONLY);
    int n = read(fd, &c, 1) == -1;
    n += write(fd, &c, 1) == -1;
    n += close(fd) == -1;
    return n != 3;
}
