#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* As many one after the other as may be alive at once, and more; then a limit of its own that refuses. */
int main(void)
{
    struct rlimit none = {0, 0};
    for (int i = 0; i < 80; i++) {
        if (fork() == 0)
            _exit(0);
        wait(NULL);
    }
    setrlimit(RLIMIT_NPROC, &none);
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    return child != -1;
}
