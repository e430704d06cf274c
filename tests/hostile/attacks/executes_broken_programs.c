/* executes_broken_programs.c -- its own file with one byte after another changed. */
#include "won.h"
static char self[1 << 20];
int main(int argc, char **argv)
{
    if (argc > 1)
        return 0;
    int fd = open("/proc/self/exe", O_RDONLY);
    ssize_t size = read(fd, self, sizeof self);
    close(fd);
    for (int i = 4; i < 200; i++) {
        char was = self[i];
        self[i] = (char)(was ^ (i % 2 ? 0xff : 0x40));
        fd = open("broken", O_CREAT | O_TRUNC | O_WRONLY, 0700);
        (void)!write(fd, self, (size_t)size);
        close(fd);
        self[i] = was;
        pid_t child = fork();
        if (child == 0) {
            alarm(1);
            execl("./broken", argv[0], "once", NULL);
            _exit(1);
        }
        (void)reap(child);
    }
    puts("survived");
    return 0;
}
