#include <string.h>
#include "common.h"
static const char *const words[] = { "Hello", "World", NULL };
int sender(struct channel *c)
{
    close(c->read_end);
    for (const char *const *w = words; *w; ++w) {
        unsigned char n = (unsigned char)strlen(*w);
        if (write(c->write_end, &n, 1) != 1 || write(c->write_end, *w, n) != n) return 1;
    }
    close(c->write_end);
    return 0;
}
int receiver(struct channel *c)
{
    unsigned char n;
    close(c->write_end);
    while (read(c->read_end, &n, 1) == 1) {
        char word[256];
        unsigned got = 0;
        while (got < n) {
            ssize_t r = read(c->read_end, word + got, n - got);
            if (r <= 0) return 1;
            got += (unsigned)r;
        }
        word[got] = 0;
        printf("Received: %s\n", word);
    }
    close(c->read_end);
    return 0;
}
