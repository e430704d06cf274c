/* executes_with_many_arguments.c -- four thousand arguments, a hundred kilobytes of environment. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
extern char **environ;
int main(int argc, char **argv)
{
    static char *args[4002], *env[102], words[100][1024];
    if (argc > 1) {
        size_t bytes = 0;
        for (char **at = environ; *at; at++)
            bytes += strlen(*at) + 1;
        printf("%d %zu\n", argc, bytes);
        return 0;
    }
    args[0] = argv[0];
    for (int i = 1; i <= 4000; i++)
        args[i] = "argument";
    for (int i = 0; i < 100; i++) {
        memset(words[i], 'x', 1023);
        memcpy(words[i], "A=", 2);
        env[i] = words[i];
    }
    execve(argv[0], args, env);
    return 1;
}
