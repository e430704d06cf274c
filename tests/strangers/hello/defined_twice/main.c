#include "shared.h"
int main(void)
{
    char b[20] = "";
    if (pipe(ends)) return 1;
    if (fork() == 0) { sender(); return 0; }
    close(ends[1]);
    FILE *f = fdopen(ends[0], "r");
    while (fgets(b, 20, f)) printf("Received: %s", b);
    wait(NULL);
    return 0;
}
