/* asks_for_names_that_are_none.c -- fills the kernel's cache of names with ones that do not exist. */
#include "won.h"
int main(void)
{
    for (long i = 0;; i++) {
        char name[64];
        struct stat st;
        snprintf(name, sizeof name, "/usr/lib/none-%ld", i);
        stat(name, &st);
    }
}
