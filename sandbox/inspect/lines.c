/* lines.c -- of addresses in a program: file, line and function; of bytes behind a variable: the name of the member. */
#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"
#include "sandbox/base/fd.h"
#include "sandbox/inspect/members.h"

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
 *   local ADDRESS BELOW              -> the same of a local variable, with its name. The frame of its function, in
 *                                       which code at ADDRESS is (0: main()), ends BELOW behind it
 *
 * and gets one line of answer. The variable is the one that code at ADDRESS means by that name; OFFSET counts from its
 * first byte, or from where it points to when it is a pointer. With ADDRESS 0 it is a global one, or as "sum.0" a
 * static one of a function, and itself, also if it is a pointer; else it may be a member of one, "pool->items". PATH is
 * what a programmer writes behind the name: "", "->count", "[3]", ".items[2].left"; ENCODING is s, u, f (signed,
 * unsigned, floating) or ? with SIZE 0: not known. The last line is "end COUNT". The program is hostile: this runs
 * inside the walls, and whoever reads the answers believes none of them. */

enum { QUESTIONS_BYTES_MAX = 4 * 1024 * 1024, DEPTH_MAX = 16, NAME_SHOWN_MAX = MEMBER_NAME_MAX, PATH_SHOWN_MAX = 400 };

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
    bool known = member_text_ok(file, PATH_SHOWN_MAX) && line > 0;
    (void)printf("%s\t%d\t%s\n", member_text_ok(function, NAME_SHOWN_MAX) ? function : "", known ? line : 0,
                 known ? file : ""); /* checked by fflush */
}

/* --- members -------------------------------------------------------------------------------------------------- */

/* From the type of "pool" to that of "pool->items": rest is "->items", or "" or longer; of "rows[i]", to its elements'.
 */
static bool follow(Dwarf_Die *type, const char *rest)
{
    for (int depth = 0; depth < DEPTH_MAX && member_bare(type); depth++) {
        Dwarf_Die child;
        if (!*rest)
            return true;
        if (*rest == '[') {
            rest += strcspn(rest, "]");
            rest += *rest == ']';
            if ((dwarf_tag(type) != DW_TAG_array_type && dwarf_tag(type) != DW_TAG_pointer_type) ||
                !member_type(type, type))
                return false;
            continue;
        }
        if (dwarf_tag(type) == DW_TAG_pointer_type && (!member_type(type, type) || !member_bare(type)))
            return false;
        rest += strspn(rest, ".->");
        const size_t size = strcspn(rest, ".-[");
        if (dwarf_child(type, &child) != 0)
            return false;
        for (;;) {
            const char *name = dwarf_tag(&child) == DW_TAG_member ? dwarf_diename(&child) : NULL;
            if (name && strlen(name) == size && memcmp(name, rest, size) == 0)
                break;
            if (dwarf_siblingof(&child, &child) != 0)
                return false;
        }
        if (!member_type(&child, type))
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
    return found || member_global(dwarf, name, out);
}

static void answer_member(Dwarf *dwarf, Dwarf_Addr address, char *name, Dwarf_Word offset)
{
    Dwarf_Die variable, type;
    struct member member = {.encoding = '?'};
    buf_add_string(&member.path, "");
    bool known = dwarf != NULL;
    if (address == 0 && strchr(name, '.')) {
        known = known && member_static(dwarf, name, &variable) && member_type(&variable, &type) && member_bare(&type);
    } else {
        const size_t size = strcspn(name, ".-[");
        const char first = name[size];
        name[size] = '\0';
        known = known && find_variable(dwarf, address, name, &variable) && member_type(&variable, &type);
        name[size] = first;
        known = known && follow(&type, name + size);
    }
    if (known && address != 0 && dwarf_tag(&type) == DW_TAG_pointer_type)
        known = member_behind(&type, offset, &member);
    else
        known = known && member_within(type, offset, false, &member);
    (void)printf("%s\t%" PRIu64 "\t%c\n", known ? member.path.data : "", known ? (uint64_t)member.size : 0,
                 known ? member.encoding : '?'); /* checked by fflush */
    buf_free(&member.path);
}

static void answer_local(Dwarf *dwarf, Dwarf_Addr address, Dwarf_Word below)
{
    Dwarf_Die variable = {0}, type = {0};
    Dwarf_Word within = 0;
    struct member member = {.encoding = '?'};
    buf_add_string(&member.path, "");
    const bool found =
        dwarf && member_local(dwarf, address, below, &variable, &within) && member_type(&variable, &type);
    const char *name = found ? dwarf_diename(&variable) : NULL;
    const bool known = member_text_ok(name, NAME_SHOWN_MAX) && member_within(type, within, false, &member);
    (void)printf("%s%s\t%" PRIu64 "\t%c\n", known ? name : "", known ? member.path.data : "",
                 known ? (uint64_t)member.size : 0, known ? member.encoding : '?'); /* checked by fflush */
    buf_free(&member.path);
}

/* --- questions ------------------------------------------------------------------------------------------------ */

static bool answer(Dwarf *dwarf, char *line)
{
    char *end, *name, *rest;
    if (strncmp(line, "local ", 6) == 0) {
        const Dwarf_Addr function = strtoull(line + 6, &end, 10);
        answer_local(dwarf, function, *end ? strtoull(end + 1, &end, 10) : 0);
        return *end == '\0';
    }
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
