/* volatile orders nothing; that it comes out right is the machine's doing. The mapping stands beside another number. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct mail {
    volatile int full;
    int number;
};

int main(void)
{
    int seen = 0; struct mail *mail = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        mail->number = 7; // @number
        mail->full = 1;   // @full
        _exit(0);
    }
    while (!mail->full) // @look
        continue;
    seen = mail->number; // @read
    wait(NULL);
    printf("%d\n", seen);
    return 0;
}
