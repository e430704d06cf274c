/* sleep(1); usleep(5); system("ls"); popen are only in this comment */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
struct job { int sleep, system, *popen; };      /* names only */
static const char *hint = "never call sleep() or system()";
int main(int argc, char **argv)
{
    struct job job = { 4, 1000, NULL };
    if (argc == 3) job.sleep = atoi(argv[1]), job.system = atoi(argv[2]);
    job.popen = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (job.popen == MAP_FAILED) { fputs(hint, stderr); return 1; }
    for (int i = 0; i < job.sleep; i++)
        if (fork() == 0) {
            for (int k = 0; k < job.system; k++) __sync_fetch_and_add(job.popen, 1);
            return 0;
        }
    while (wait(NULL) > 0);
    printf("Counter: %d\n", *job.popen);
    return 0;
}
