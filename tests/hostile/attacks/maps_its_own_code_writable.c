/* maps_its_own_code_writable.c -- changes its own program text; that is its own business. */
#include "won.h"
static int answer(void)
{
    return 1;
}
int main(void)
{
    static unsigned char code[] = {0xb8, 42, 0, 0, 0, 0xc3};
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memcpy(page, code, sizeof code);
    if (mprotect(page, 4096, PROT_READ | PROT_EXEC) < 0)
        return 3;
    printf("%d %d\n", answer(), ((int (*)(void))page)());
    return 0;
}
