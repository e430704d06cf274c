/* members.c -- the type of a variable, from its debug information, and which part of it a byte is. */
#include "sandbox/inspect/members.h"

#include <dwarf.h>
#include <inttypes.h>
#include <string.h>

enum { DEPTH_MAX = 16, MEMBERS_MAX = 4096, DIMENSIONS_MAX = 8 };

bool member_text_ok(const char *text, size_t max)
{
    size_t size = text ? strlen(text) : 0;
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)text[i] < ' ' || text[i] == 127)
            return false;
    return size > 0 && size <= max;
}

bool member_type(Dwarf_Die *die, Dwarf_Die *out)
{
    Dwarf_Attribute attribute;
    return dwarf_attr_integrate(die, DW_AT_type, &attribute) && dwarf_formref_die(&attribute, out);
}

/* Without typedef, const, volatile, _Atomic. */
bool member_bare(Dwarf_Die *type)
{
    for (int i = 0; i < DEPTH_MAX; i++) {
        int tag = dwarf_tag(type);
        if (tag != DW_TAG_typedef && tag != DW_TAG_const_type && tag != DW_TAG_volatile_type &&
            tag != DW_TAG_atomic_type && tag != DW_TAG_restrict_type)
            return true;
        Dwarf_Die inner;
        if (!member_type(type, &inner))
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
            begin / 8 > offset || (begin + size - 1) / 8 < offset || !member_text_ok(name, MEMBER_NAME_MAX))
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
bool member_within(Dwarf_Die type, Dwarf_Word offset, bool arrow, struct member *out)
{
    for (int depth = 0; depth < DEPTH_MAX; depth++) {
        Dwarf_Die inner;
        Dwarf_Word begin = 0, size;
        if (!member_bare(&type))
            return false;
        int tag = dwarf_tag(&type);
        if (tag == DW_TAG_structure_type || tag == DW_TAG_union_type) {
            Dwarf_Die member;
            if (describe_bits(&type, offset, out))
                return true;
            if (!member_at(&type, offset, &member, &begin) || !member_type(&member, &inner))
                return false;
            const char *name = dwarf_diename(&member);
            if (name && !member_text_ok(name, MEMBER_NAME_MAX))
                return false;
            if (name) /* an anonymous union adds nothing to what is written */
                buf_printf(&out->path, "%s%s", arrow ? "->" : ".", name);
            arrow = arrow && !name;
        } else if (tag == DW_TAG_array_type) {
            if (!member_type(&type, &inner) || dwarf_aggregate_size(&inner, &size) != 0 || size == 0)
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

/* A last member without an end, "int items[]", or as it was written before there was that: "int items[1]". */
static bool is_endless(Dwarf_Die *type)
{
    Dwarf_Die element;
    Dwarf_Word whole, one;
    if (!member_bare(type) || dwarf_tag(type) != DW_TAG_array_type || !member_type(type, &element) ||
        dwarf_aggregate_size(&element, &one) != 0)
        return false;
    return dwarf_aggregate_size(type, &whole) != 0 || whole <= one;
}

/* What a pointer points to may be the first of several. */
bool member_behind(Dwarf_Die *pointer, Dwarf_Word offset, struct member *out)
{
    Dwarf_Die target;
    Dwarf_Word size;
    if (!member_type(pointer, &target) || !member_bare(&target))
        return false;
    bool plain = dwarf_tag(&target) == DW_TAG_base_type || dwarf_tag(&target) == DW_TAG_pointer_type;
    if (dwarf_aggregate_size(&target, &size) != 0 || size == 0)
        return false;
    if (offset >= size && !plain && dwarf_tag(&target) != DW_TAG_array_type) {
        Dwarf_Die last;
        Dwarf_Word begin = 0;
        bool grows = member_at(&target, offset, &last, &begin) && member_type(&last, &last) && is_endless(&last);
        if (grows)
            return member_within(target, offset, true, out);
    }
    if (offset >= size || dwarf_tag(&target) == DW_TAG_array_type) {
        buf_printf(&out->path, "[%" PRIu64 "]", (uint64_t)(offset / size));
        return member_within(target, offset % size, false, out);
    }
    return member_within(target, offset, true, out);
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
bool member_static(Dwarf *dwarf, const char *name, Dwarf_Die *out)
{
    Dwarf_CU *unit = NULL;
    Dwarf_Die die;
    int count = 0;
    while (dwarf_get_units(dwarf, unit, &unit, NULL, NULL, &die, NULL) == 0)
        count += find_statics(die, name, strcspn(name, "."), 0, out);
    return count == 1;
}

bool member_global(Dwarf *dwarf, const char *name, Dwarf_Die *out)
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

/* Those among the variables and parameters of a function whose bytes lie there: how many, and the last. */
static int find_locals(Dwarf_Die scope, Dwarf_Word below, int depth, Dwarf_Die *out, Dwarf_Word *within)
{
    Dwarf_Die child, type;
    int count = 0;
    if (depth == DEPTH_MAX || dwarf_child(&scope, &child) != 0)
        return 0;
    do {
        Dwarf_Attribute location;
        Dwarf_Op *ops;
        size_t op_count;
        Dwarf_Word size;
        const int tag = dwarf_tag(&child);
        if (tag == DW_TAG_lexical_block)
            count += find_locals(child, below, depth + 1, out, within);
        if ((tag != DW_TAG_variable && tag != DW_TAG_formal_parameter) ||
            !dwarf_attr(&child, DW_AT_location, &location) || dwarf_getlocation(&location, &ops, &op_count) != 0 ||
            op_count != 1 || ops[0].atom != DW_OP_fbreg || !member_type(&child, &type) ||
            dwarf_aggregate_size(&type, &size) != 0)
            continue;
        const Dwarf_Word at = 0 - below - ops[0].number; /* both are negative there */
        if (at >= size)
            continue;
        *out = child;
        *within = at;
        count++;
    } while (dwarf_siblingof(&child, &child) == 0);
    return count;
}

bool member_local(Dwarf *dwarf, Dwarf_Addr address, Dwarf_Word below, Dwarf_Die *out, Dwarf_Word *within)
{
    Dwarf_CU *unit = NULL;
    Dwarf_Die die, child;
    int count = 0;
    while (dwarf_get_units(dwarf, unit, &unit, NULL, NULL, &die, NULL) == 0) {
        if (dwarf_child(&die, &child) != 0)
            continue;
        do {
            const char *name = dwarf_tag(&child) == DW_TAG_subprogram ? dwarf_diename(&child) : NULL;
            if (name && (address ? dwarf_haspc(&child, address) == 1 : strcmp(name, "main") == 0))
                count += find_locals(child, below, 0, out, within);
        } while (dwarf_siblingof(&child, &child) == 0);
    }
    return count == 1;
}
