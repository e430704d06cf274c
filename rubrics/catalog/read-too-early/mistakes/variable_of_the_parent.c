/* A variable of the parent: the child adds to its own copy. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int total = 0, *sum = &total;
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
    waitpid(pid, NULL, 0);
    printf("sum %d\n", *sum);
    return 0;
}
