#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int to_child[2], to_parent[2];
    char word[4];
    pipe(to_child);
    pipe(to_parent);
    if (fork() == 0) {
        close(to_child[1]);
        close(to_parent[0]);
        read(to_child[0], word, 4);
        write(to_parent[1], "pong", 4);
        close(to_child[0]);
        close(to_parent[1]);
        _exit(0);
    }
    close(to_child[0]);
    close(to_parent[1]);
    read(to_parent[0], word, 4);
    write(to_child[1], "ping", 4);
    close(to_parent[0]);
    close(to_child[1]);
    wait(NULL);
    return 0;
}
