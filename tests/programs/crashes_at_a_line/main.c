#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Four children crash in four ways: in a function of the C library, by an assert(), by a division, and as a function
 * that calls itself fills the stack. */
static size_t length(const char *text)
{
    return strlen(text);
}

static int deeper(int n)
{
    volatile char room[4096];
    room[n % 4096] = (char)n;
    return deeper(n + 1) + room[0];
}

int main(int argc, char **argv)
{
    volatile int zero = argc - 1;
    for (int i = 0; i < 4; i++) {
        if (fork() == 0) {
            if (i == 0)
                return (int)length(argv[1]);
            if (i == 1)
                assert(zero == 1);
            if (i == 2)
                return 7 / zero;
            return deeper(0);
        }
        wait(NULL);
    }
    return 0;
}
