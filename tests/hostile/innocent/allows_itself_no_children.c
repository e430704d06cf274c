/* allows_itself_no_children.c -- a limit of its own on processes: fork() fails, and it says so. */
#include "same.h"
int main(void)
{
    struct rlimit none = {0, 0};
    MUST(setrlimit(RLIMIT_NPROC, &none) == 0);
    pid_t pid = fork();
    printf("%d %s\n", pid, strerrorname_np(errno));
    return 0;
}
