#include <stdio.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
main()
{
    double *n = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int *a = (int *) (n + 1), i;
    for (i = 0; i < 10; i++) a[i] = i;
    if (fork() == 0) { *n = 3.1415927; for (i = 0; i < 10; i++) a[i] = -a[i]; return 0; }
    wait(NULL);
    printf("%.7f\n[", *n);
    for (i = 0; i < 10; i++) printf("%d%s", a[i], i < 9 ? ", " : "]\n");
    return 0;
}
