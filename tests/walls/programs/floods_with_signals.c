/* floods_with_signals.c -- twenty processes raise a signal that they handle, for ever: each is a stop, and work for who
 * watches; with an argument, one process does so as often as it says. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void handle(int signal)
{
    (void)signal;
}

int main(int argc, char **argv)
{
    signal(SIGUSR1, handle);
    for (int i = 1; argc == 1 && i < 20 && fork() != 0; i++)
        continue;
    for (long i = 0; argc == 1 || i < atol(argv[1]); i++)
        raise(SIGUSR1);
    printf("done\n");
    return 0;
}
