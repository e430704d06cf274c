/* y14_stops_its_group -- a child stops all of its own group, itself too, and goes on when its parent says so */
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *x = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t p = fork();
    if (p == 0) {
        setpgid(0, 0);
        *x = 1;
        kill(0, SIGSTOP);
        *x += 2;
        _exit(0);
    }
    waitpid(p, NULL, WUNTRACED);
    *x *= 10;
    kill(p, SIGCONT);
    waitpid(p, NULL, 0);
    printf("%d\n", *x);
    return 0;
}
