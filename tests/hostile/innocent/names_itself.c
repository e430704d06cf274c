/* names_itself.c -- prctl and /proc/self agree on its name. */
#include "same.h"
#include <sys/prctl.h>
int main(void)
{
    char name[17] = "", line[32] = "";
    MUST(prctl(PR_SET_NAME, "a new name", 0, 0, 0) == 0 && prctl(PR_GET_NAME, name, 0, 0, 0) == 0);
    FILE *file = fopen("/proc/self/comm", "r");
    MUST(file && fgets(line, sizeof line, file));
    printf("%s, %s%d\n", name, line, prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
    return 0;
}
