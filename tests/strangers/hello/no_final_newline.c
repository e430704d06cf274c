#include <stdio.h>
#include <unistd.h>
#include <sys/wait.h>
int main(void) {
    int a[2]; char b[11] = {0}; int n = 0, k;
    if (pipe(a)) return 1;
    if (fork() == 0) { close(a[0]); k = (int) write(a[1], "HelloWorld", 10); return k != 10; }
    close(a[1]);
    while ((k = (int) read(a[0], b + n, 10 - n)) > 0) n += k;   // always 5 letters each
    close(a[0]);
    printf("Received: %.5s\nReceived: %s", b, b + 5);
    wait(NULL);
    return 0;
}
