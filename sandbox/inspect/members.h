/* members.h -- the type of a variable, from its debug information, and which part of it a byte is. */
#ifndef SANDBOX_INSPECT_MEMBERS_H
#define SANDBOX_INSPECT_MEMBERS_H

#include "sandbox/base/buf.h"

#include <elfutils/libdw.h>
#include <stdbool.h>
#include <stddef.h>

enum { MEMBER_NAME_MAX = 200 };

struct member {
    struct buf path; /* what a programmer writes behind the variable's name: "", "->count", "[3].left" */
    Dwarf_Word size;
    char encoding; /* s, u, f, p: signed, unsigned, floating, a pointer; b: bit-fields */
};

/* May it be in a line of output, whose fields tabs keep apart? */
bool member_text_ok(const char *text, size_t max);

bool member_type(Dwarf_Die *die, Dwarf_Die *out);

/* Takes typedef, const, volatile and _Atomic off. */
bool member_bare(Dwarf_Die *type);

/* Adds the path from the type down to the number at the offset. arrow: its first member is reached through a pointer.
 */
bool member_within(Dwarf_Die type, Dwarf_Word offset, bool arrow, struct member *out);

/* The same from where a pointer points to, which may be the first of several. */
bool member_behind(Dwarf_Die *pointer, Dwarf_Word offset, struct member *out);

/* A variable outside of functions; and of "sum.0", the static one of a function, if there is one of that name only. */
bool member_global(Dwarf *dwarf, const char *name, Dwarf_Die *out);
bool member_static(Dwarf *dwarf, const char *name, Dwarf_Die *out);

/* The only variable that has the byte so far below where the frame of its function ends, and which of its bytes that
 * is. address: in the function; 0: it is main(). */
bool member_local(Dwarf *dwarf, Dwarf_Addr address, Dwarf_Word below, Dwarf_Die *out, Dwarf_Word *within);

#endif
