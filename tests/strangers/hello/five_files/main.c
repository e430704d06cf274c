#include "common.h"

int main(void)
{
    struct channel ch;
    if (!channel_open(&ch))
        return EXIT_FAILURE;
    pid_t s = start(sender, &ch), r = start(receiver, &ch);
    channel_close(&ch);
    return reap(s) | reap(r);
}
