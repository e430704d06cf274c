/* executes_in_all_ways.c -- execveat, fexecve of a memory file, of a script. */
#include "same.h"
int main(int argc, char **argv)
{
    if (argc > 1) {
        puts(argv[1]);
        return 0;
    }
    char *empty[] = {NULL};
    pid_t pid = fork();
    if (pid == 0) {
        int folder = open("/usr/bin", O_PATH | O_DIRECTORY);
        syscall(SYS_execveat, folder, "echo", (char *[]){"echo", "by folder", NULL}, empty, 0);
        _exit(127);
    }
    int a = reap(pid);
    pid = fork();
    if (pid == 0) {
        static char piece[1 << 20];
        int from = open("/proc/self/exe", O_RDONLY), to = memfd_create("copy", MFD_CLOEXEC);
        ssize_t n;
        while ((n = read(from, piece, sizeof piece)) > 0)
            (void)!write(to, piece, (size_t)n);
        fexecve(to, (char *[]){"copy", "from memory", NULL}, empty);
        _exit(127);
    }
    int b = reap(pid);
    FILE *script = fopen("/tmp/script", "w");
    MUST(script && fputs("#!/bin/sh\necho by script\n", script) > 0 && fchmod(fileno(script), 0700) == 0 && fclose(script) == 0);
    pid = fork();
    if (pid == 0) {
        execl("/tmp/script", "script", NULL);
        _exit(127);
    }
    int c = reap(pid);
    printf("%d %d %d\n", a, b, c);
    unlink("/tmp/script");
    return 0;
}
