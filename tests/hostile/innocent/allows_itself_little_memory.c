/* allows_itself_little_memory.c -- malloc() fails at a limit of its own. */
#include "same.h"
int main(void)
{
    struct rlimit little = {64 << 20, 64 << 20};
    MUST(setrlimit(RLIMIT_AS, &little) == 0);
    void *at = malloc(200 << 20);
    printf("%d %s\n", at != NULL, strerrorname_np(errno));
    return 0;
}
