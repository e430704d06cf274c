#include <signal.h>
#include <stdio.h>
#include <unistd.h>
int main(void)
{
    signal(SIGALRM, SIG_IGN);
    puts("two seconds");
    alarm(1);
    pause();
    puts("over");
    return 0;
}
