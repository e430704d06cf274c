#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    strcpy(at.sun_path, "door");
    int s = socket(AF_UNIX, SOCK_STREAM, 0);
    if (bind(s, (struct sockaddr *)&at, sizeof at) < 0 || listen(s, 5) < 0)
        return 1;
    if (fork() == 0) {
        int c = accept(s, NULL, NULL);
        write(c, "hello", 5);
        close(c);
        _exit(0);
    }
    close(s);
    wait(NULL);
    unlink("door");
    return 0;
}
