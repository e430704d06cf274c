/* moves_to_every_cpu.c -- asks for each CPU there could be. */
#include "won.h"
int main(void)
{
    cpu_set_t before, all;
    CPU_ZERO(&before);
    memset(&all, 0xff, sizeof all);
    sched_getaffinity(0, sizeof before, &before);
    sched_setaffinity(0, sizeof all, &all);
    puts(CPU_COUNT(&before) > 0 ? "has a CPU" : "?");
    return 0;
}
