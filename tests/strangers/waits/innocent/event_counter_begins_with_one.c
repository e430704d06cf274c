/* each waits for the other, but one of the two counters lets its reader go first */
#include <stdint.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    uint64_t n = 1;
    int go = eventfd(0, 0), done = eventfd(1, 0);
    if (fork() == 0) {
        for (int i = 0; i < 3; i++) {
            read(done, &n, sizeof n);
            usleep(200000);
            write(go, &n, sizeof n);
        }
        close(go);
        close(done);
        _exit(0);
    }
    for (int i = 0; i < 3; i++) {
        read(go, &n, sizeof n);
        write(done, &n, sizeof n);
    }
    close(go);
    close(done);
    while (wait(NULL) > 0)
        ;
    puts("three rounds");
    return 0;
}
