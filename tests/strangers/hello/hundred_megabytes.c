#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/wait.h>
#define MAX 100000000
int main(void)
{
    char messages[MAX];      /* surely enough */
    int p[2], n, have = 0;
    memset(messages, 0, MAX);
    if (pipe(p)) return 1;
    if (fork() == 0) { close(p[0]); dprintf(p[1], "Hello World "); return 0; }
    close(p[1]);
    while ((n = (int) read(p[0], messages + have, 100)) > 0) have += n;
    for (char *w = strtok(messages, " "); w; w = strtok(NULL, " ")) printf("Received: %s\n", w);
    close(p[0]);
    wait(NULL);
    return 0;
}
