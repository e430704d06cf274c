/* counts_cpus.c -- how many CPUs it may use: as the kernel says when asked, or as /proc shows without asking. */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int asked(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : -1;
}

static int shown(void)
{
    char line[4096];
    int count = -1;
    FILE *status = fopen("/proc/self/status", "r");
    while (fgets(line, sizeof line, status))
        if (strncmp(line, "Cpus_allowed:", 13) == 0) {
            count = 0;
            for (const char *p = line + 13; *p; p++)
                count += __builtin_popcount((unsigned)strtoul((char[]){*p, 0}, NULL, 16));
        }
    fclose(status);
    return count;
}

static void work_ms(long ms)
{
    struct timespec begin, now;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    do
        clock_gettime(CLOCK_MONOTONIC, &now);
    while ((now.tv_sec - begin.tv_sec) * 1000 + (now.tv_nsec - begin.tv_nsec) / 1000000 < ms);
}

static void say_of_child(int (*count)(void), long after_ms)
{
    if (fork() == 0) {
        work_ms(after_ms);
        printf("%d\n", count());
        exit(0);
    }
}

int main(int argc, char **argv)
{
    cpu_set_t one;
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (strcmp(argv[1], "asks") == 0) {
        printf("%d\n", asked());
        say_of_child(asked, 0);
    } else if (strcmp(argv[1], "looks") == 0) { /* never asks: who is born before and who is born after it is let go */
        int all = atoi(argv[2]);
        say_of_child(shown, 200);
        while (shown() != all)
            work_ms(1);
        printf("%d\n", all);
        say_of_child(shown, 0);
    } else {
        CPU_ZERO(&one);
        CPU_SET(sched_getcpu(), &one);
        if (sched_setaffinity(0, sizeof one, &one) < 0)
            return 1;
        say_of_child(asked, 0);
        say_of_child(shown, 200);
        work_ms(200);
        printf("%d\n", shown());
        say_of_child(asked, 0);
    }
    while (wait(NULL) > 0)
        ;
    return argc == 0;
}
