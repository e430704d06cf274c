#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
static double num = 0.0;
static int arr[10] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 };
static char stack[64 * 1024] __attribute__((aligned(16)));
static int f(void *unused)
{
    (void)unused;
    num = 3.1415927;
    for (int i = 0; i < 10; i++) arr[i] = -arr[i];
    return 0;
}
int main(void)
{
    /* like fork, but without the copying: the same memory in both */
    int pid = clone(f, stack + sizeof stack, CLONE_VM | SIGCHLD, NULL);
    if (pid < 0 || waitpid(pid, NULL, 0) < 0) { perror("clone"); return 1; }
    printf("%.8g\n[", num);
    for (int i = 0; i < 9; i++) printf("%d, ", arr[i]);
    printf("%d]\n", arr[9]);
    return 0;
}
