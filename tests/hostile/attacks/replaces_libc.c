/* replaces_libc.c -- functions of the library, by its own. */
#include <stddef.h>
#include <unistd.h>
int puts(const char *text)
{
    (void)text;
    return write(1, "replaced\n", 9) < 0;
}
void *malloc(size_t size)
{
    static char pool[1 << 20] __attribute__((aligned(16)));
    static size_t used;
    size_t at = used;
    used += (size + 15) & ~15UL;
    return used <= sizeof pool ? pool + at : NULL;
}
void free(void *at)
{
    (void)at;
}
int fork(void)
{
    return 42;
}
int main(void)
{
    puts("x");
    return fork() == 42 ? 0 : 1;
}
