#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* A hundred children, each after the last one's end, which nobody waits for: what a schedule sees of them is not all. */
int main(void)
{
    int *counter = mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (counter == MAP_FAILED)
        return 1;
    for (int i = 0; i < 100; i++) {
        int ends[2];
        char c = 'x';
        if (pipe(ends) < 0)
            return 2;
        pid_t pid = fork();
        if (pid == 0) {
            close(ends[0]);
            ++*counter;
            if (write(ends[1], &c, 1) != 1)
                _exit(1);
            close(ends[1]);
            _exit(0);
        }
        close(ends[1]);
        if (pid < 0 || read(ends[0], &c, 1) != 1 || read(ends[0], &c, 1) != 0)
            return 3;
        close(ends[0]);
    }
    while (wait(NULL) > 0)
        continue;
    printf("%d\n", *counter);
    return 0;
}
