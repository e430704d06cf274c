/* The child writes when it is connected already: whoever accepted it may read before. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *v = mmap(NULL, sizeof *v, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct sockaddr_un at = {.sun_family = AF_UNIX, .sun_path = "door"};
    int door = socket(AF_UNIX, SOCK_STREAM, 0);
    bind(door, (struct sockaddr *)&at, sizeof at);
    listen(door, 1);
    if (fork() == 0) {
        int guest = socket(AF_UNIX, SOCK_STREAM, 0);
        connect(guest, (struct sockaddr *)&at, sizeof at);
        *v = 5;
        _exit(0);
    }
    accept(door, NULL, NULL);
    printf("%d\n", *v);
    wait(NULL);
    return 0;
}
