#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    int fd = open("account", O_CREAT | O_RDWR, 0600);
    fcntl(fd, F_SETLKW, &whole);
    if (fork() == 0) {
        fcntl(fd, F_SETLKW, &whole); /* child */
        write(fd, "+1", 2);
        _exit(0);
    }
    wait(NULL);
    whole.l_type = F_UNLCK;
    fcntl(fd, F_SETLK, &whole);
    return 0;
}
