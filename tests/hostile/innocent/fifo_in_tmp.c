/* fifo_in_tmp.c -- mkfifo, opened by both sides by name. */
#include "same.h"
int main(void)
{
    unlink("/tmp/fifo");
    MUST(mkfifo("/tmp/fifo", 0600) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        int fd = open("/tmp/fifo", O_WRONLY);
        _exit(write(fd, "through the fifo\n", 17) != 17);
    }
    FILE *in = fopen("/tmp/fifo", "r");
    char line[32] = "";
    MUST(in && fgets(line, sizeof line, in) && fgetc(in) == EOF);
    printf("%s%d\n", line, reap(pid));
    unlink("/tmp/fifo");
    return 0;
}
