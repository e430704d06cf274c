/* The flag is atomic, and orders the number before it. */
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct mail {
    atomic_int full;
    int number;
};

int main(void)
{
    int seen = 0; struct mail *mail = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        mail->number = 7;
        mail->full = 1;
        _exit(0);
    }
    while (!mail->full)
        continue;
    seen = mail->number;
    wait(NULL);
    printf("%d\n", seen);
    return 0;
}
