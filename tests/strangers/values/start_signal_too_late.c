#include <stdio.h>
#include <semaphore.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
struct s { sem_t start; double n; int a[10]; };
int main(void)
{
    struct s *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(&s->start, 1, 0);
    for (int i = 0; i < 10; i++) s->a[i] = i;
    pid_t p = fork();
    if (p == 0) {
        sem_wait(&s->start);
        s->n = 3.1415927;
        for (int i = 0; i < 10; i++) s->a[i] = -s->a[i];
        return 0;
    }
    waitpid(p, NULL, 0);
    sem_post(&s->start);      /* now it may start */
    printf("%.7f\n[", s->n);
    for (int i = 0; i < 10; i++) printf("%d%s", s->a[i], i < 9 ? ", " : "]\n");
    return 0;
}
