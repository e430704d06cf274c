#include <stdio.h>
#include <unistd.h>
#include <sys/wait.h>
int main(void)
{
    int p[2];
    if (pipe(p)) return 1;
    if (fork() == 0) {          /* receiver */
        char w[16];
        close(p[1]);
        FILE *f = fdopen(p[0], "r");
        while (fscanf(f, "%15s", w) == 1)
            printf("Received: %s\n", w);
        _exit(0);               /* always _exit in the child, said the teacher */
    }
    close(p[0]);
    dprintf(p[1], "Hello\n");
    dprintf(p[1], "World\n");
    close(p[1]);
    wait(NULL);
    return 0;
}
