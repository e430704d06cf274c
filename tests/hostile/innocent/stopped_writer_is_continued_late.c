/* stopped_writer_is_continued_late.c -- reads from who has stopped itself; somebody else continues it after a while. */
#include "same.h"
int main(void)
{
    int ends[2], status;
    char byte;
    MUST(pipe(ends) == 0);
    pid_t writer = fork();
    if (writer == 0) {
        raise(SIGSTOP);
        MUST(write(ends[1], "w", 1) == 1);
        _exit(0);
    }
    MUST(waitpid(writer, &status, WUNTRACED) == writer && WIFSTOPPED(status));
    if (fork() == 0) {
        nap_ms(200);
        _exit(kill(writer, SIGCONT));
    }
    MUST(read(ends[0], &byte, 1) == 1);
    printf("%c %d\n", byte, reap(writer));
    return 0;
}
