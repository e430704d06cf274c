/* makes_links_without_end.c -- one file with more and more names. */
#include "won.h"
int main(void)
{
    char name[32];
    long n = 0;
    close(open("first", O_CREAT | O_RDWR, 0600));
    for (; n < 1000000; n++) {
        snprintf(name, sizeof name, "n%ld", n);
        if (link("first", name) < 0)
            break;
    }
    won_if("a million names", n == 1000000);
    return 0;
}
