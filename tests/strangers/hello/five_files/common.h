#ifndef COMMON_H
#define COMMON_H
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/wait.h>
struct channel { int read_end, write_end; };
extern bool channel_open(struct channel *);
extern void channel_close(struct channel *);
extern int sender(struct channel *), receiver(struct channel *);
extern pid_t start(int (*)(struct channel *), struct channel *);
extern int reap(pid_t);
#endif
