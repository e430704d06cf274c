/* asks_the_system.c -- sysconf, uname, rusage, sysinfo: sane answers. */
#include "same.h"
#include <sys/sysinfo.h>
#include <sys/times.h>
#include <sys/utsname.h>
int main(void)
{
    struct utsname name;
    struct sysinfo info;
    struct rusage usage;
    struct tms times_now;
    MUST(uname(&name) == 0 && sysinfo(&info) == 0 && getrusage(RUSAGE_SELF, &usage) == 0 && times(&times_now) != -1);
    printf("%s %ld %d %d %d\n", name.sysname, sysconf(_SC_PAGESIZE), sysconf(_SC_NPROCESSORS_ONLN) >= 1, get_nprocs() >= 1,
           sysconf(_SC_OPEN_MAX) >= 256);
    printf("%d %d %d %d\n", info.totalram > 0, usage.ru_maxrss > 0, sysconf(_SC_CLK_TCK) == 100, sysconf(_SC_PHYS_PAGES) > 0);
    char host[65] = "";
    MUST(gethostname(host, sizeof host) == 0 && strcmp(host, name.nodename) == 0);
    return 0;
}
