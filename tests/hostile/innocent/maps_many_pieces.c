/* maps_many_pieces.c -- twenty thousand small mappings, as a program that guards its pages has. */
#include "same.h"
int main(void)
{
    char *at = mmap(NULL, 20000 * 8192, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    MUST(at != MAP_FAILED);
    for (int i = 0; i < 20000; i++)
        MUST(mprotect(at + i * 8192L, 4096, PROT_READ | PROT_WRITE) == 0);
    at[0] = 'a';
    nap_ms(200);
    printf("%c\n", at[0]);
    return 0;
}
