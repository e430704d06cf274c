/* symbols.c -- which functions of others a linked program refers to, and from which lines. */
#include "sandbox/base/arena.h"
#include "sandbox/base/err.h"
#include "sandbox/base/fd.h"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <fcntl.h>
#include <gelf.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* bothends-symbols PROGRAM: reads a program built with -g and -Wl,--emit-relocs. The linker keeps each reference that
 * the compiler made as a relocation: an address in the code or data, and the symbol meant. So a use is seen through
 * macros, through function pointers and in tables, and never in a comment or a text. The line table says which line the
 * code at the address was made from, the description of variables where a table was declared.
 *
 * Output: a line "SYMBOL TAB LINE TAB FUNCTION TAB FILE" for each use (line 0 and empty file: not known), last a line
 * "end COUNT VARIABLES": how many there were, and how many variables of a fixed address, that can be changed, the
 * submission has. The program is hostile: this runs inside the walls, and whoever reads the output believes none of it.
 * A program whose debug information is broken still gets its symbols listed, with line 0. */

enum { USES_MAX = 4096, ENTRIES_MAX = 200000, DEPTH_MAX = 64, NAME_MAX_ = 200, PATH_SHOWN_MAX = 400 };

struct use {
    const char *symbol, *function, *file;
    int line;
};

/* A function's code or a variable's bytes. */
struct entry {
    Dwarf_Addr from, to;
    const char *name, *file;
    int line;
    bool is_function;
};

struct reader {
    struct arena *arena;
    Elf *elf;
    Dwarf *dwarf; /* NULL: no readable debug information */
    struct entry *entries;
    size_t entry_count;
    struct use *uses;
    size_t use_count;
};

static bool name_plain(const char *name)
{
    size_t size = strlen(name);
    return size > 0 && size <= NAME_MAX_ &&
           strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.$") == size;
}

/* --- debug information -------------------------------------------------------------------------------------------- */

static void entry_add(struct reader *r, struct entry entry)
{
    if (r->entry_count < ENTRIES_MAX && entry.from < entry.to && entry.name)
        r->entries[r->entry_count++] = entry;
}

static void read_function(struct reader *r, Dwarf_Die *die)
{
    Dwarf_Addr base, from, to;
    for (ptrdiff_t at = 0; (at = dwarf_ranges(die, at, &base, &from, &to)) > 0;)
        entry_add(r, (struct entry){from, to, dwarf_diename(die), NULL, 0, true});
}

/* A variable with a fixed address: a table of functions is one. */
static void read_variable(struct reader *r, Dwarf_Die *die)
{
    Dwarf_Attribute location, type;
    Dwarf_Die type_die;
    Dwarf_Op *ops;
    size_t count;
    Dwarf_Word size;
    int line;
    if (!dwarf_attr(die, DW_AT_location, &location) || dwarf_getlocation(&location, &ops, &count) != 0 || count != 1 ||
        ops[0].atom != DW_OP_addr)
        return;
    if (!dwarf_attr_integrate(die, DW_AT_type, &type) || !dwarf_formref_die(&type, &type_die) ||
        dwarf_aggregate_size(&type_die, &size) != 0 || dwarf_decl_line(die, &line) != 0)
        return;
    if (size > UINT64_MAX - ops[0].number)
        return;
    entry_add(
        r, (struct entry){ops[0].number, ops[0].number + size, dwarf_diename(die), dwarf_decl_file(die), line, false});
}

static void read_tree(struct reader *r, Dwarf_Die *parent, unsigned depth, size_t *left)
{
    Dwarf_Die die;
    if (depth == DEPTH_MAX || dwarf_child(parent, &die) != 0)
        return;
    do {
        if (*left == 0)
            return;
        --*left;
        int tag = dwarf_tag(&die);
        if (tag == DW_TAG_subprogram)
            read_function(r, &die);
        else if (tag == DW_TAG_variable)
            read_variable(r, &die);
        if (tag == DW_TAG_subprogram || tag == DW_TAG_lexical_block)
            read_tree(r, &die, depth + 1, left);
    } while (dwarf_siblingof(&die, &die) == 0);
}

static void read_units(struct reader *r)
{
    Dwarf_CU *unit = NULL;
    Dwarf_Die die;
    size_t left = ENTRIES_MAX;
    while (left > 0 && dwarf_get_units(r->dwarf, unit, &unit, NULL, NULL, &die, NULL) == 0)
        read_tree(r, &die, 0, &left);
}

static const struct entry *entry_at(const struct reader *r, Dwarf_Addr address)
{
    for (size_t i = 0; i < r->entry_count; i++)
        if (address >= r->entries[i].from && address < r->entries[i].to)
            return &r->entries[i];
    return NULL;
}

/* --- uses --------------------------------------------------------------------------------------------------------- */

static bool same(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static void use_add(struct reader *r, struct use use)
{
    for (size_t i = r->use_count; i > 0; i--)
        if (r->uses[i - 1].line == use.line && strcmp(r->uses[i - 1].symbol, use.symbol) == 0 &&
            same(r->uses[i - 1].file, use.file))
            return;
    if (r->use_count < USES_MAX)
        r->uses[r->use_count++] = use;
}

/* What the start-up code of every C program refers to. */
static bool is_startup(const char *symbol)
{
    static const char *const names[] = {"__libc_start_main", "__gmon_start__", "_ITM_deregisterTMCloneTable",
                                        "_ITM_registerTMCloneTable", "__cxa_finalize"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(symbol, names[i]) == 0)
            return true;
    return false;
}

static void use_at(struct reader *r, const char *symbol, Dwarf_Addr address)
{
    struct use use = {.symbol = symbol};
    const struct entry *entry = entry_at(r, address);
    Dwarf_Die unit;
    if (r->dwarf && dwarf_addrdie(r->dwarf, address, &unit)) {
        Dwarf_Line *row = dwarf_getsrc_die(&unit, address);
        if (row && dwarf_lineno(row, &use.line) == 0 && use.line > 0)
            use.file = dwarf_linesrc(row, NULL, NULL);
    }
    if (entry && entry->is_function)
        use.function = entry->name;
    else if (entry && !use.file) {
        use.file = entry->file;
        use.line = entry->line;
    }
    if (!use.file)
        use.line = 0;
    if (use.line == 0 && is_startup(symbol))
        return;
    use_add(r, use);
}

/* Somebody else's: not defined here, or defined in code that was not compiled just now (atexit comes out of an
 * archive). */
static bool is_foreign(const struct reader *r, const GElf_Sym *symbol)
{
    Dwarf_Die unit;
    if (symbol->st_shndx == SHN_UNDEF)
        return true;
    return GELF_ST_TYPE(symbol->st_info) == STT_FUNC && r->dwarf && !dwarf_addrdie(r->dwarf, symbol->st_value, &unit);
}

static void read_relocations(struct reader *r, Elf_Scn *section, const GElf_Shdr *header)
{
    Elf_Scn *symbols_section = elf_getscn(r->elf, header->sh_link);
    GElf_Shdr symbols_header, target;
    Elf_Data *data = elf_getdata(section, NULL), *symbols = elf_getdata(symbols_section, NULL);
    if (!data || !symbols || !gelf_getshdr(symbols_section, &symbols_header) || header->sh_entsize == 0)
        return;
    Elf_Scn *target_section = elf_getscn(r->elf, header->sh_info);
    if (!gelf_getshdr(target_section, &target) || !(target.sh_flags & SHF_ALLOC))
        return; /* references inside the debug information itself */
    size_t count = (size_t)(header->sh_size / header->sh_entsize);
    for (size_t i = 0; i < count && i <= INT32_MAX; i++) {
        GElf_Rela relocation;
        GElf_Sym symbol;
        if (!gelf_getrela(data, (int)i, &relocation) ||
            !gelf_getsym(symbols, (int)GELF_R_SYM(relocation.r_info), &symbol) || symbol.st_name == 0 ||
            !is_foreign(r, &symbol))
            continue;
        const char *name = elf_strptr(r->elf, symbols_header.sh_link, symbol.st_name);
        if (!name)
            continue;
        char plain[NAME_MAX_ + 1];
        size_t size = strcspn(name, "@"); /* fork@GLIBC_2.2.5 */
        if (size > NAME_MAX_)
            continue;
        memcpy(plain, name, size);
        plain[size] = '\0';
        if (!name_plain(plain))
            continue;
        use_at(r, arena_string(r->arena, plain), relocation.r_offset);
    }
}

static bool read_program(struct reader *r)
{
    Elf_Scn *section = NULL;
    bool any = false;
    while ((section = elf_nextscn(r->elf, section)) != NULL) {
        GElf_Shdr header;
        if (!gelf_getshdr(section, &header))
            return false;
        if (header.sh_type != SHT_RELA || header.sh_flags & SHF_ALLOC) /* those are the dynamic loader's */
            continue;
        any = true;
        read_relocations(r, section, &header);
    }
    return any;
}

/* Tables of pointers that are const are written by the loader, and by nobody after it. */
static bool is_writable(const struct reader *r, Dwarf_Addr at)
{
    Elf_Scn *section = NULL;
    size_t names;
    if (elf_getshdrstrndx(r->elf, &names) != 0)
        return false;
    while ((section = elf_nextscn(r->elf, section)) != NULL) {
        GElf_Shdr header;
        if (!gelf_getshdr(section, &header) || !(header.sh_flags & SHF_ALLOC) || !(header.sh_flags & SHF_WRITE) ||
            at < header.sh_addr || at - header.sh_addr >= header.sh_size)
            continue;
        const char *name = elf_strptr(r->elf, names, header.sh_name);
        return name && strncmp(name, ".data.rel.ro", strlen(".data.rel.ro")) != 0;
    }
    return false;
}

static bool print(const struct reader *r)
{
    size_t variables = 0;
    for (size_t i = 0; i < r->entry_count && variables < USES_MAX; i++)
        variables += !r->entries[i].is_function && is_writable(r, r->entries[i].from);
    for (size_t i = 0; i < r->use_count; i++) {
        const struct use *use = &r->uses[i];
        bool file_plain = use->file && strlen(use->file) <= PATH_SHOWN_MAX && !strpbrk(use->file, "\t\n");
        bool function_plain = use->function && name_plain(use->function);
        (void)printf("%s\t%d\t%s\t%s\n", use->symbol, file_plain ? use->line : 0, function_plain ? use->function : "",
                     file_plain ? use->file : ""); /* checked by fflush */
    }
    (void)printf("end %zu %zu\n", r->use_count, variables); /* checked by fflush */
    return fflush(stdout) == 0;
}

int main(int argc, char **argv)
{
    if (argc != 2 || elf_version(EV_CURRENT) == EV_NONE)
        return 2;
    AUTO_ARENA struct arena *arena = arena_make();
    AUTO_CLOSE int fd = open(argv[1], O_RDONLY | O_CLOEXEC);
    struct reader r = {.arena = arena, .elf = fd >= 0 ? elf_begin(fd, ELF_C_READ_MMAP, NULL) : NULL};
    if (!r.elf || elf_kind(r.elf) != ELF_K_ELF) {
        (void)fprintf(stderr, "'%s' is no program\n", argv[1]); /* last words */
        (void)elf_end(r.elf);                                   /* only read; NULL is fine */
        return 1;
    }
    r.dwarf = dwarf_begin_elf(r.elf, DWARF_C_READ, NULL);
    r.entries = arena_alloc(arena, ENTRIES_MAX, sizeof *r.entries);
    r.uses = arena_alloc(arena, USES_MAX, sizeof *r.uses);
    if (r.dwarf)
        read_units(&r);
    bool known = read_program(&r);
    if (!known)
        (void)fputs("the program keeps no relocations\n", stderr); /* last words */
    known = known && print(&r);
    (void)dwarf_end(r.dwarf); /* only read; NULL is fine */
    (void)elf_end(r.elf);     /* likewise */
    return known ? 0 : 1;
}
