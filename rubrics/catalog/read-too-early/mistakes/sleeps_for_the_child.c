/* Sleeps in place of waiting, and waits only when it has looked. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *sum = mmap(NULL, sizeof *sum, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (sum == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        return 1;
    }
    if (pid == 0) {
        for (int i = 1; i <= 10; i++)
            *sum += i;
        _exit(0);
    }
    usleep(200000);
    printf("sum %d\n", *sum);
    waitpid(pid, NULL, 0);
    return 0;
}
