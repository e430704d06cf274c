/* attributes_as_memory.c -- extended attributes, as large and as many as there may be. */
#include "won.h"
#include <sys/xattr.h>
int main(void)
{
    static char value[60000];
    char name[32];
    long total = 0;
    int fd = open("file", O_CREAT | O_RDWR, 0600);
    for (int i = 0; i < 10000; i++) {
        snprintf(name, sizeof name, "user.n%d", i);
        if (fsetxattr(fd, name, value, sizeof value, 0) < 0)
            break;
        total += sizeof value;
    }
    won_if("200 MiB of attributes", total >= 200L << 20);
    return 0;
}
