/* lines.c -- of addresses in a program: file, line and function; of bytes behind a variable: the name of the member. */
#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"
#include "sandbox/base/fd.h"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* bothends-lines PROGRAM QUESTIONS: each line of QUESTIONS is one of
 *   pc ADDRESS                       -> FUNCTION TAB LINE TAB FILE (line 0, empty: not known)
 *   member ADDRESS VARIABLE OFFSET   -> PATH TAB SIZE TAB ENCODING
 * and gets one line of answer. The variable is the one that code at ADDRESS means by that name; OFFSET counts from its
 * first byte, or from where it points to when it is a pointer. With ADDRESS 0 it is a global one, or as "sum.0" a
 * static one of a function, and itself, also if it is a pointer; else it may be a member of one, "pool->items". PATH is
 * what a programmer writes behind the name: "",
 * "->count", "[3]", ".items[2].left"; ENCODING is s, u, f (signed, unsigned, floating) or ? with SIZE 0: not known.
 * The last line is "end COUNT". The program is hostile: this runs inside the walls, and whoever reads the answers
 * believes none of them. */

enum {
    QUESTIONS_BYTES_MAX = 4 * 1024 * 1024,
    DEPTH_MAX = 16,
    NAME_SHOWN_MAX = 200,
    PATH_SHOWN_MAX = 400,
    MEMBERS_MAX = 4096,
    DIMENSIONS_MAX = 8
};

static bool is_plain(const char *text, size_t max)
{
    return text && strlen(text) <= max && !strpbrk(text, "\t\n");
}

/* --- places --------------------------------------------------------------------------------------------------- */

static const char *function_at(Dwarf_Die *unit, Dwarf_Addr address)
{
    Dwarf_Die *scopes = NULL;
    int count = dwarf_getscopes(unit, address, &scopes);
    const char *name = NULL;
    for (int i = 0; i < count && !name; i++)
        if (dwarf_tag(&scopes[i]) == DW_TAG_subprogram || dwarf_tag(&scopes[i]) == DW_TAG_inlined_subroutine)
            name = dwarf_diename(&scopes[i]);
    free(scopes);
    return name;
}

static void answer_pc(Dwarf *dwarf, Dwarf_Addr address)
{
    Dwarf_Die unit;
    int line = 0;
    const char *file = NULL, *function = NULL;
    if (dwarf && dwarf_addrdie(dwarf, address, &unit)) {
        Dwarf_Line *row = dwarf_getsrc_die(&unit, address);
        if (row && dwarf_lineno(row, &line) == 0)
            file = dwarf_linesrc(row, NULL, NULL);
        function = function_at(&unit, address);
    }
    bool known = is_plain(file, PATH_SHOWN_MAX) && line > 0;
    (void)printf("%s\t%d\t%s\n", is_plain(function, NAME_SHOWN_MAX) ? function : "", known ? line : 0,
                 known ? file : ""); /* checked by fflush */
}

/* --- members -------------------------------------------------------------------------------------------------- */

struct member {
    struct buf path;
    Dwarf_Word size;
    char encoding;
};

static bool type_of(Dwarf_Die *die, Dwarf_Die *out)
{
    Dwarf_Attribute attribute;
    return dwarf_attr_integrate(die, DW_AT_type, &attribute) && dwarf_formref_die(&attribute, out);
}

/* Without typedef, const, volatile, _Atomic. */
static bool bare(Dwarf_Die *type)
{
    for (int i = 0; i < DEPTH_MAX; i++) {
        int tag = dwarf_tag(type);
        if (tag != DW_TAG_typedef && tag != DW_TAG_const_type && tag != DW_TAG_volatile_type &&
            tag != DW_TAG_atomic_type && tag != DW_TAG_restrict_type)
            return true;
        Dwarf_Die inner;
        if (!type_of(type, &inner))
            return false;
        *type = inner;
    }
    return false;
}

static bool location_of(Dwarf_Die *member, Dwarf_Word *out)
{
    Dwarf_Attribute attribute;
    *out = 0; /* of a union */
    if (dwarf_attr(member, DW_AT_data_bit_offset, &attribute)) {
        bool known = dwarf_formudata(&attribute, out) == 0;
        *out /= 8;
        return known;
    }
    return !dwarf_attr(member, DW_AT_data_member_location, &attribute) || dwarf_formudata(&attribute, out) == 0;
}

/* Which bit-fields have bits in the byte: who touches one of them reads and writes all. False: fewer than two have. */
static bool describe_bits(Dwarf_Die *type, Dwarf_Word offset, struct member *out)
{
    AUTO_BUF struct buf names = {0};
    Dwarf_Die child;
    int left = MEMBERS_MAX, count = 0;
    if (dwarf_child(type, &child) != 0)
        return false;
    do {
        Dwarf_Attribute attribute;
        Dwarf_Word begin, size;
        const char *name = dwarf_diename(&child);
        if (!dwarf_attr(&child, DW_AT_data_bit_offset, &attribute) || dwarf_formudata(&attribute, &begin) != 0 ||
            !dwarf_attr(&child, DW_AT_bit_size, &attribute) || dwarf_formudata(&attribute, &size) != 0 || size == 0 ||
            begin / 8 > offset || (begin + size - 1) / 8 < offset || !is_plain(name, NAME_SHOWN_MAX))
            continue;
        buf_printf(&names, "%s%s", count++ ? ", " : "", name);
    } while (--left > 0 && dwarf_siblingof(&child, &child) == 0);
    if (count < 2)
        return false;
    buf_printf(&out->path, " (bit-fields %s)", names.data);
    out->size = 1;
    out->encoding = 'b';
    return true;
}

/* The last member that begins at or before the offset. */
static bool member_at(Dwarf_Die *type, Dwarf_Word offset, Dwarf_Die *out, Dwarf_Word *begin)
{
    Dwarf_Die child;
    bool found = false;
    if (dwarf_child(type, &child) != 0)
        return false;
    int left = MEMBERS_MAX;
    do {
        Dwarf_Word at;
        if (dwarf_tag(&child) != DW_TAG_member || !location_of(&child, &at) || at > offset || (found && at <= *begin))
            continue;
        *out = child;
        *begin = at;
        found = true;
    } while (--left > 0 && dwarf_siblingof(&child, &child) == 0);
    return found;
}

static bool describe_base(Dwarf_Die *type, struct member *out)
{
    Dwarf_Attribute attribute;
    Dwarf_Word encoding = DW_ATE_unsigned;
    int tag = dwarf_tag(type);
    if (dwarf_aggregate_size(type, &out->size) != 0)
        return false;
    if (tag == DW_TAG_base_type &&
        (!dwarf_attr(type, DW_AT_encoding, &attribute) || dwarf_formudata(&attribute, &encoding) != 0))
        return false;
    bool is_signed = encoding == DW_ATE_signed || encoding == DW_ATE_signed_char;
    out->encoding = tag == DW_TAG_pointer_type ? 'p' : 'u';
    if (encoding == DW_ATE_float)
        out->encoding = 'f';
    else if (is_signed || tag == DW_TAG_enumeration_type)
        out->encoding = 's';
    return true;
}

/* How many elements each dimension after the first has, and all of these together: of `int grid[2][3][4]` 3, 4 and 12.
 * False: there are none, or it is not known. */
static bool further_dimensions(Dwarf_Die *array, Dwarf_Word counts[static DIMENSIONS_MAX], int *further,
                               Dwarf_Word *row)
{
    Dwarf_Die child;
    *further = -1;
    *row = 1;
    if (dwarf_child(array, &child) != 0)
        return false;
    do {
        Dwarf_Attribute attribute;
        Dwarf_Word last = 0;
        if (dwarf_tag(&child) != DW_TAG_subrange_type || ++*further == 0)
            continue;
        if (*further > DIMENSIONS_MAX || !dwarf_attr(&child, DW_AT_upper_bound, &attribute) ||
            dwarf_formudata(&attribute, &last) != 0 || last >= UINT32_MAX || *row * (last + 1) > UINT32_MAX)
            return false;
        counts[*further - 1] = last + 1;
        *row *= last + 1;
    } while (dwarf_siblingof(&child, &child) == 0);
    return *further > 0;
}

/* "[1][0][3]": which element of the array it is. */
static void describe_element(Dwarf_Die *array, Dwarf_Word index, struct member *out)
{
    Dwarf_Word counts[DIMENSIONS_MAX], row;
    int further;
    if (!further_dimensions(array, counts, &further, &row)) {
        further = 0;
        row = 1;
    }
    for (int i = 0; i <= further; i++) {
        buf_printf(&out->path, "[%" PRIu64 "]", (uint64_t)(index / row));
        index %= row;
        row /= i < further ? counts[i] : 1;
    }
}

/* Goes down from the type to the number at the offset. arrow: the first member is reached through a pointer. */
static bool descend(Dwarf_Die type, Dwarf_Word offset, bool arrow, struct member *out)
{
    for (int depth = 0; depth < DEPTH_MAX; depth++) {
        Dwarf_Die inner;
        Dwarf_Word begin = 0, size;
        if (!bare(&type))
            return false;
        int tag = dwarf_tag(&type);
        if (tag == DW_TAG_structure_type || tag == DW_TAG_union_type) {
            Dwarf_Die member;
            if (describe_bits(&type, offset, out))
                return true;
            if (!member_at(&type, offset, &member, &begin) || !type_of(&member, &inner))
                return false;
            const char *name = dwarf_diename(&member);
            if (name && !is_plain(name, NAME_SHOWN_MAX))
                return false;
            if (name) /* an anonymous union adds nothing to what is written */
                buf_printf(&out->path, "%s%s", arrow ? "->" : ".", name);
            arrow = arrow && !name;
        } else if (tag == DW_TAG_array_type) {
            if (!type_of(&type, &inner) || dwarf_aggregate_size(&inner, &size) != 0 || size == 0)
                return false;
            begin = offset / size * size;
            describe_element(&type, offset / size, out);
            arrow = false;
        } else {
            return describe_base(&type, out) && offset < out->size;
        }
        type = inner;
        offset -= begin;
    }
    return false;
}

/* What a pointer points to may be the first of several. */
static bool descend_pointer(Dwarf_Die *pointer, Dwarf_Word offset, struct member *out)
{
    Dwarf_Die target;
    Dwarf_Word size;
    if (!type_of(pointer, &target) || !bare(&target))
        return false;
    bool plain = dwarf_tag(&target) == DW_TAG_base_type || dwarf_tag(&target) == DW_TAG_pointer_type;
    if (dwarf_aggregate_size(&target, &size) != 0 || size == 0)
        return false;
    if (offset >= size && !plain && dwarf_tag(&target) != DW_TAG_array_type) {
        Dwarf_Die last;
        Dwarf_Word begin = 0;
        bool grows = member_at(&target, offset, &last, &begin) && type_of(&last, &last) && bare(&last) &&
                     dwarf_tag(&last) == DW_TAG_array_type; /* struct { ...; int items[]; } */
        if (grows)
            return descend(target, offset, true, out);
    }
    if (offset >= size || dwarf_tag(&target) == DW_TAG_array_type) {
        buf_printf(&out->path, "[%" PRIu64 "]", (uint64_t)(offset / size));
        return descend(target, offset % size, false, out);
    }
    return descend(target, offset, true, out);
}

/* Those of the name among the static variables within functions: how many, and the last. */
static int find_statics(Dwarf_Die scope, const char *name, size_t size, int depth, Dwarf_Die *out)
{
    Dwarf_Die child;
    int count = 0;
    if (depth == DEPTH_MAX || dwarf_child(&scope, &child) != 0)
        return 0;
    do {
        Dwarf_Attribute location;
        Dwarf_Op *ops;
        size_t op_count;
        const int tag = dwarf_tag(&child);
        const char *known = tag == DW_TAG_variable ? dwarf_diename(&child) : NULL;
        if (tag == DW_TAG_subprogram || tag == DW_TAG_lexical_block)
            count += find_statics(child, name, size, depth + 1, out);
        if (depth == 0 || !known || strlen(known) != size || memcmp(known, name, size) != 0 ||
            !dwarf_attr(&child, DW_AT_location, &location) || dwarf_getlocation(&location, &ops, &op_count) != 0 ||
            op_count == 0 || ops[0].atom != DW_OP_addr)
            continue;
        *out = child;
        count++;
    } while (dwarf_siblingof(&child, &child) == 0);
    return count;
}

/* Of "sum.0", the static variable of a function: if there is one of that name only. */
static bool find_static(Dwarf *dwarf, const char *name, Dwarf_Die *out)
{
    Dwarf_CU *unit = NULL;
    Dwarf_Die die;
    int count = 0;
    while (dwarf_get_units(dwarf, unit, &unit, NULL, NULL, &die, NULL) == 0)
        count += find_statics(die, name, strcspn(name, "."), 0, out);
    return count == 1;
}

static bool find_global(Dwarf *dwarf, const char *name, Dwarf_Die *out)
{
    Dwarf_CU *unit = NULL;
    Dwarf_Die die, child;
    while (dwarf_get_units(dwarf, unit, &unit, NULL, NULL, &die, NULL) == 0) {
        if (dwarf_child(&die, &child) != 0)
            continue;
        do {
            const char *known = dwarf_tag(&child) == DW_TAG_variable ? dwarf_diename(&child) : NULL;
            if (!known || strcmp(known, name) != 0)
                continue;
            *out = child;
            return true;
        } while (dwarf_siblingof(&child, &child) == 0);
    }
    return false;
}

/* From the type of "pool" to that of "pool->items": rest is "->items", or "" or longer. */
static bool follow(Dwarf_Die *type, const char *rest)
{
    for (int depth = 0; depth < DEPTH_MAX && bare(type); depth++) {
        Dwarf_Die child;
        if (!*rest)
            return true;
        if (dwarf_tag(type) == DW_TAG_pointer_type && (!type_of(type, type) || !bare(type)))
            return false;
        rest += strspn(rest, ".->");
        const size_t size = strcspn(rest, ".-");
        if (dwarf_child(type, &child) != 0)
            return false;
        for (;;) {
            const char *name = dwarf_tag(&child) == DW_TAG_member ? dwarf_diename(&child) : NULL;
            if (name && strlen(name) == size && memcmp(name, rest, size) == 0)
                break;
            if (dwarf_siblingof(&child, &child) != 0)
                return false;
        }
        if (!type_of(&child, type))
            return false;
        rest += size;
    }
    return false;
}

static bool find_variable(Dwarf *dwarf, Dwarf_Addr address, const char *name, Dwarf_Die *out)
{
    Dwarf_Die unit, *scopes = NULL;
    bool found = false;
    if (dwarf_addrdie(dwarf, address, &unit)) {
        int count = dwarf_getscopes(&unit, address, &scopes);
        found = count > 0 && dwarf_getscopevar(scopes, count, name, 0, NULL, 0, 0, out) >= 0;
        free(scopes);
    }
    return found || find_global(dwarf, name, out);
}

static void answer_member(Dwarf *dwarf, Dwarf_Addr address, char *name, Dwarf_Word offset)
{
    Dwarf_Die variable, type;
    struct member member = {.encoding = '?'};
    buf_add_string(&member.path, "");
    bool known = dwarf != NULL;
    if (address == 0 && strchr(name, '.')) {
        known = known && find_static(dwarf, name, &variable) && type_of(&variable, &type) && bare(&type);
    } else {
        const size_t size = strcspn(name, ".-");
        const char first = name[size];
        name[size] = '\0';
        known = known && find_variable(dwarf, address, name, &variable) && type_of(&variable, &type);
        name[size] = first;
        known = known && follow(&type, name + size);
    }
    if (known && address != 0 && dwarf_tag(&type) == DW_TAG_pointer_type)
        known = descend_pointer(&type, offset, &member);
    else
        known = known && descend(type, offset, false, &member);
    (void)printf("%s\t%" PRIu64 "\t%c\n", known ? member.path.data : "", known ? (uint64_t)member.size : 0,
                 known ? member.encoding : '?'); /* checked by fflush */
    buf_free(&member.path);
}

/* --- questions ------------------------------------------------------------------------------------------------ */

static bool answer(Dwarf *dwarf, char *line)
{
    char *end, *name, *rest;
    bool pc = strncmp(line, "pc ", 3) == 0;
    if (!pc && strncmp(line, "member ", 7) != 0)
        return false;
    uint64_t address = strtoull(line + (pc ? 3 : 7), &end, 10);
    if (pc) {
        answer_pc(dwarf, address);
        return *end == '\0';
    }
    if (*end != ' ')
        return false;
    name = end + 1;
    rest = strchr(name, ' ');
    if (!rest)
        return false;
    *rest = '\0';
    answer_member(dwarf, address, name, strtoull(rest + 1, &end, 10));
    return *end == '\0';
}

int main(int argc, char **argv)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct bytes questions;
    struct err e = {0};
    if (argc != 3 || elf_version(EV_CURRENT) == EV_NONE)
        return 2;
    AUTO_CLOSE int fd = open(argv[1], O_RDONLY | O_CLOEXEC);
    if (fd < 0 || !fd_read_file(argv[2], QUESTIONS_BYTES_MAX, arena, &questions, &e)) {
        (void)fprintf(stderr, "'%s' or '%s' cannot be read\n", argv[1], argv[2]); /* last words */
        return 1;
    }
    Dwarf *dwarf = dwarf_begin(fd, DWARF_C_READ); /* NULL: no debug information, and nothing is known */
    char *text = arena_copy(arena, questions.data, questions.size);
    size_t count = 0;
    bool ok = true;
    for (char *line = text, *end; ok && (end = strchr(line, '\n')) != NULL; line = end + 1, count++) {
        *end = '\0';
        ok = answer(dwarf, line);
    }
    (void)printf("end %zu\n", count); /* checked by fflush */
    ok = ok && fflush(stdout) == 0;
    (void)dwarf_end(dwarf); /* only read; NULL is fine */
    return ok ? 0 : 1;
}
