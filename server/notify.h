/* notify.h -- tells a service manager how we are (the sd_notify protocol, without its library). */
#ifndef SERVER_NOTIFY_H
#define SERVER_NOTIFY_H

#include <stdint.h>

/* Sends "READY=1", "STOPPING=1", "WATCHDOG=1", ... to $NOTIFY_SOCKET; nothing when there is none. */
void notify(const char *state);

/* How often the manager wants WATCHDOG=1, in ms (half of $WATCHDOG_USEC); 0: never. */
uint64_t notify_watchdog_ms(void);

#endif
