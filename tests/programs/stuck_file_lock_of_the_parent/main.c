#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    int a = open("x", O_RDWR | O_CREAT, 0600);
    flock(a, LOCK_EX);
    if (fork() == 0) {
        int b = open("x", O_RDWR);
        flock(b, LOCK_EX);
        _exit(0);
    }
    wait(0);
    return 0;
}
