#include <ctype.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int p1[2], p2[2];

void producer() {
    close(p1[0]); close(p2[0]); close(p2[1]);
    write(p1[1], "some text to pass on", 20);
    close(p1[1]);
    _exit(0);
}

void filter() {
    char c;
    close(p1[1]); close(p2[0]);
    while (read(p1[0], &c, 1) == 1) {
        c = toupper(c);
        write(p2[1], &c, 1);
    }
    close(p1[0]); close(p2[1]);
    _exit(0);
}

void printer() {
    char c;
    close(p1[0]); close(p1[1]);
    while (read(p2[0], &c, 1) == 1)   /* printer */
        putchar(c);
    close(p2[0]);
    putchar('\n');
    fflush(stdout);
    _exit(0);
}

int main() {
    pipe(p1);
    pipe(p2);
    if (fork() == 0) producer();
    if (fork() == 0) filter();
    if (fork() == 0) printer();
    close(p1[0]); close(p1[1]);
    close(p2[0]); close(p2[1]);
    wait(NULL); wait(NULL); wait(NULL);   /* all three */
    return 0;
}
