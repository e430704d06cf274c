#include <stdio.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
int main(void)
{
    struct { double n; int a[10]; } *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 10; i++) s->a[i] = i + 1;
    if (fork() == 0) {
        s->n = 3.1415927;
        for (int i = 0; i < 10; i++) s->a[i] = -s->a[i];
        return 0;
    }
    wait(NULL);
    printf("%.7f\n[", s->n);
    for (int i = 0; i < 10; i++) printf("%d%s", s->a[i], i == 9 ? "]\n" : ", ");
    return 0;
}
