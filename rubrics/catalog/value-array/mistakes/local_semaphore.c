/* Hangs: the semaphore is a local variable, so the child posts its own copy and the parent waits on another. */
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    sem_t done;
    struct {
        double num;
        int arr[10];
    } *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED)
        return 1;
    for (int i = 0; i < 10; i++)
        s->arr[i] = i;
    sem_init(&done, 1, 0);
    pid_t pid = fork();
    if (pid == 0) {
        s->num = 3.1415927;
        for (int i = 0; i < 10; i++)
            s->arr[i] = -s->arr[i];
        sem_post(&done);
        _exit(0);
    }
    sem_wait(&done);
    printf("%.7f\n[0", s->num);
    for (int i = 1; i < 10; i++)
        printf(", %d", s->arr[i]);
    printf("]\n");
    waitpid(pid, NULL, 0);
    return 0;
}
