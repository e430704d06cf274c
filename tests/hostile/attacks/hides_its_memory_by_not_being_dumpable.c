/* hides_its_memory_by_not_being_dumpable.c -- takes memory where /proc shows nothing of it to its like. */
#include "won.h"
#include <sys/prctl.h>
int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "unreadable") == 0) {
        static char bytes[4 << 20];
        int from = open("/proc/self/exe", O_RDONLY), to = open("unreadable", O_CREAT | O_WRONLY, 0700);
        (void)!write(to, bytes, (size_t)read(from, bytes, sizeof bytes));
        fchmod(to, 0111);
        close(to);
        execl("./unreadable", "unreadable", NULL);
        return 1;
    }
    prctl(PR_SET_DUMPABLE, 0);
    for (int child = 0; child < 4; child++)
        if (fork() == 0) {
            prctl(PR_SET_DUMPABLE, 0);
            size_t size = 20 << 20;
            fill(mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), 1, size);
            for (;;)
                pause();
        }
    sleep(5);
    won_if("80 MiB in 32", 1);
    return 0;
}
