#include <stdio.h>
#include <unistd.h>
#include <sys/wait.h>
int main(void)
{
    int p[2];
    bool parent = true;
    if (pipe(p)) return 1;
    if (fork() == 0) parent = false;
    if (!parent) { dprintf(p[1], "Hello\nWorld\n"); return 0; }
    wait(nullptr);
    return 0;
}
