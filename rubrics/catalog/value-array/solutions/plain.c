/* One shared mapping that holds both. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define N 10

struct shared {
    double number;
    int items[N];
};

static void f(struct shared *s)
{
    s->number = 3.1415927;
    for (int i = 0; i < N; i++)
        s->items[i] = -s->items[i];
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    s->number = 0.0;
    for (int i = 0; i < N; i++)
        s->items[i] = i;

    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        return 1;
    }
    if (pid == 0) {
        f(s);
        _exit(0);
    }
    if (waitpid(pid, NULL, 0) < 0) {
        perror("waitpid");
        return 1;
    }
    printf("%.7f\n[", s->number);
    for (int i = 0; i < N; i++)
        printf("%s%d", i > 0 ? ", " : "", s->items[i]);
    printf("]\n");
    munmap(s, sizeof *s);
    return 0;
}
