/* bell.c -- wakes the other processes of this service. */
#include "server/bell.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

static const char variable[] = "BOTHENDS_BELLS";

bool bells_make(struct bells *out, struct err *e)
{
    out->work = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK | EFD_SEMAPHORE);
    out->done = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    out->deliver = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (out->work < 0 || out->done < 0 || out->deliver < 0)
        return err_set(e, ERR_SYSTEM, "eventfd: %s", strerror(errno));
    return true;
}

void bells_import(struct bells *out)
{
    *out = (struct bells){-1, -1, -1};
    const char *text = getenv(variable);
    int all[3];
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        char *end = NULL;
        long number = text ? strtol(text, &end, 10) : -1;
        if (!text || end == text || *end != (i < 2 ? ',' : '\0') || number < 0 || number > INT_MAX)
            return;
        all[i] = (int)number;
        text = end + 1;
    }
    *out = (struct bells){all[0], all[1], all[2]};
}

bool bells_export(const struct bells *bells, struct err *e)
{
    char text[64];
    (void)snprintf(text, sizeof text, "%d,%d,%d", bells->work, bells->done, bells->deliver); /* three ints fit */
    const int all[] = {bells->work, bells->done, bells->deliver};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (fcntl(all[i], F_SETFD, 0) < 0)
            return err_set(e, ERR_SYSTEM, "inherit bell: %s", strerror(errno));
    if (setenv(variable, text, 1) < 0)
        return err_set(e, ERR_SYSTEM, "setenv: %s", strerror(errno));
    return true;
}

void bell_ring(int bell)
{
    const uint64_t one = 1;
    if (bell >= 0)
        (void)!write(bell, &one, sizeof one); /* a full counter has been rung enough */
}

bool bell_take(int bell)
{
    uint64_t count;
    return bell >= 0 && read(bell, &count, sizeof count) == sizeof count;
}
