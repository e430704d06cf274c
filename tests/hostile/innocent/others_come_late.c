/* others_come_late.c -- waits at a lock, a FIFO, a socket, a queue and a folder for whoever sleeps first. */
#include "same.h"
#include <sys/inotify.h>
#include <sys/msg.h>
#include <sys/socket.h>
#include <sys/un.h>
static const struct sockaddr_un name = {AF_UNIX, "server"};
static int file, queue;
static void come(int what)
{
    nap_ms(150);
    struct {
        long type;
        char text[1];
    } message = {2, "q"};
    int to = what == 2 ? socket(AF_UNIX, SOCK_STREAM, 0) : -1;
    switch (what) {
    case 0:
        MUST(lockf(file, F_ULOCK, 0) == 0);
        break;
    case 1:
        MUST((to = open("fifo", O_WRONLY)) >= 0 && write(to, "f", 1) == 1);
        break;
    case 2:
        MUST(connect(to, (const struct sockaddr *)&name, sizeof name) == 0);
        break;
    case 3:
        MUST(msgsnd(queue, &message, 1, 0) == 0);
        break;
    case 4:
        MUST(msgctl(queue, IPC_RMID, NULL) == 0);
        break;
    case 5:
        MUST(open("new", O_CREAT | O_WRONLY, 0600) >= 0);
        break;
    }
}
static int wait_for(int what)
{
    char bytes[400];
    int fd = what == 1 ? open("fifo", O_RDONLY) : -1;
    switch (what) {
    case 0:
        return lockf(file, F_LOCK, 0) == 0;
    case 1:
        return read(fd, bytes, 1) == 1;
    case 2:
        return accept(3, NULL, NULL) >= 0;
    case 3:
        return msgrcv(queue, bytes, 1, 2, 0) == 1;
    case 4:
        return msgrcv(queue, bytes, 1, 2, 0) < 0 && errno == EIDRM;
    default:
        return read(4, bytes, sizeof bytes) > 0;
    }
}
int main(void)
{
    MUST(socket(AF_UNIX, SOCK_STREAM, 0) == 3 && bind(3, (const struct sockaddr *)&name, sizeof name) == 0);
    MUST(listen(3, 5) == 0 && inotify_init() == 4);
    file = open("file", O_RDWR | O_CREAT, 0600);
    queue = msgget(IPC_PRIVATE, 0600);
    MUST(mkfifo("fifo", 0600) == 0 && inotify_add_watch(4, ".", IN_CREATE) >= 0);
    for (int what = 0; what < 6; what++) {
        if (what == 0)
            MUST(lockf(file, F_LOCK, 0) == 0);
        pid_t pid = fork();
        if (pid == 0)
            _exit(wait_for(what));
        if (what != 5)
            nap_ms(50);
        come(what);
        printf("%d ", reap(pid));
    }
    puts("");
    return 0;
}
