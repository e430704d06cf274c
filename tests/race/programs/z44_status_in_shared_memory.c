/* The kernel writes into memory that processes share: the status of a child, while another child reads it; -DTWIN:
 * it is told by a pipe when it may. */
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int told[2];
    char byte;
    int *status_of_wait = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pipe(told);
    pid_t first = fork();
    if (first == 0)
        _exit(3);
    if (fork() == 0) {
#ifdef TWIN
        read(told[0], &byte, 1);
#endif
        _exit(*status_of_wait == 4711);
    }
    waitpid(first, status_of_wait, 0);
    write(told[1], "x", 1);
    wait(NULL);
    return 0;
}
