/* symbols.h -- the program's own global variables, by name and by address. */
#ifndef SANDBOX_GUEST_SYMBOLS_H
#define SANDBOX_GUEST_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct symbol {
    const char *name;
    uint64_t at, size; /* address in the program file */
};

void symbols_open(void); /* reads /proc/self/exe; without it no variable has a name */
bool symbols_at(uint64_t at, struct symbol *out);
bool symbols_named(const char *name, size_t size, struct symbol *out);

#endif
