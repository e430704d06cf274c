/* stacks.c -- which functions and lines the saved stacks of a run stand in. */
#include "sandbox/base/err.h"
#include "sandbox/event.h"
#include "sandbox/inspect/members.h"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* bothends-stacks PROGRAM AS SIDE OFFSET...: SIDE holds a struct stack_record at each OFFSET. The program that ran as
 * AS is PROGRAM here; the shared libraries stand where they stood for it. Each record is unwound by libdw from the
 * registers, with the unwind tables of the program and of the libraries.
 *
 * Output: for each record a line "stack OFFSET", or "stack OFFSET TAB VARIABLE TAB OFFSET TAB SIZE" when the first
 * argument of the call it sleeps in points into a variable of the program; then from the inside to the outside a line
 * "FUNCTION TAB LINE TAB CALLED TAB FILE" for each frame, those of inlined functions too (line 0 and no file: not the
 * program's, or not known), and "took LINE TAB FILE TAB VARIABLE TAB OFFSET TAB SIZE" for each lock that those
 * functions take in one place before they come to where they are, and "given NAME TAB FUNCTION" when that argument
 * points into a variable that the debug information knows: "fd[0]", "ctx.out[0]", with the function whose own it is, if
 * any; last a line "end COUNT" of stacks. Program and records are hostile: this runs inside the walls, and whoever
 * reads the output believes none of it. */

enum {
    FRAMES_MAX = 100,
    NAME_SHOWN_MAX = 200,
    PATH_SHOWN_MAX = 400,
    MODULES_MAX = 64,
    PAGE = 4096,
    PHDRS_MAX = 1000,
    RELOCATIONS_MAX = 100000,
    TAKEN_MAX = 16,
    FUNCTION_BYTES_MAX = 64 * 1024
};

struct side {
    const unsigned char *data;
    size_t size;
};

struct taken { /* a variable whose address was given to a function that locks, before the frame's own call */
    Dwarf_Addr variable;
    int line;
    size_t count; /* of such calls, in all frames */
    char file[PATH_SHOWN_MAX + 1];
};

struct unwinding {
    struct stack_record record;
    char *maps;
    const unsigned char *stack;
    const char *program, *as;
    Dwfl_Module *own; /* the program's */
    size_t frames;
    struct taken taken[TAKEN_MAX];
    size_t taken_count;
    struct buf given;  /* the name of what the call was given the address of */
    const char *owner; /* the function whose variable that is; "": none's */
};

static bool take_record(struct side side, const char *text, struct unwinding *out)
{
    char *end;
    unsigned long long at = strtoull(text, &end, 10);
    if (end == text || *end || at > side.size || side.size - at < sizeof out->record)
        return false;
    memcpy(&out->record, side.data + at, sizeof out->record);
    size_t left = side.size - (size_t)at - sizeof out->record;
    if (out->record.maps > left || out->record.stack > left - out->record.maps)
        return false;
    out->maps = strndup((const char *)side.data + at + sizeof out->record, out->record.maps);
    out->stack = side.data + at + sizeof out->record + out->record.maps;
    return out->maps != NULL;
}

/* --- modules ------------------------------------------------------------------------------------------------------ */

/* How far a file that is mapped executable at start, from offset on, lies from where its headers put it. */
static bool bias_of(const char *path, uint64_t start, uint64_t offset, uint64_t *out)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    Elf *elf = fd >= 0 ? elf_begin(fd, ELF_C_READ, NULL) : NULL;
    size_t count = 0;
    bool found = false;
    if (elf && elf_kind(elf) == ELF_K_ELF && elf_getphdrnum(elf, &count) == 0)
        for (size_t i = 0; i < count && i < PHDRS_MAX && !found; i++) {
            GElf_Phdr header;
            if (!gelf_getphdr(elf, (int)i, &header) || header.p_type != PT_LOAD || !(header.p_flags & PF_X))
                continue;
            found = header.p_offset / PAGE == offset / PAGE;
            *out = start - header.p_vaddr / PAGE * PAGE;
        }
    (void)elf_end(elf); /* NULL is fine */
    if (fd >= 0)
        (void)close(fd); /* read only */
    return found;
}

/* A line of the record: "START-END PERMS OFFSET DEV INODE PATH". */
static bool report_module(Dwfl *dwfl, struct unwinding *u, const char *line)
{
    uint64_t start, end, offset, bias;
    int path_at = 0;
    /* NOLINTNEXTLINE(cert-err34-c): the kernel wrote the line */
    if (sscanf(line, "%" SCNx64 "-%" SCNx64 " %*4s %" SCNx64 " %*15s %*20s %n", &start, &end, &offset, &path_at) != 3 ||
        path_at == 0 || line[path_at] != '/')
        return false;
    bool own = strcmp(line + path_at, u->as) == 0;
    const char *path = own ? u->program : line + path_at;
    if (!bias_of(path, start, offset, &bias))
        return false;
    Dwfl_Module *module = dwfl_report_elf(dwfl, path, path, -1, bias, true);
    u->own = own ? module : u->own;
    return module != NULL;
}

static void report_modules(Dwfl *dwfl, struct unwinding *u)
{
    size_t count = 0;
    for (const char *at = u->maps; *at && count < MODULES_MAX;) {
        size_t size = strcspn(at, "\n");
        char *line = strndup(at, size);
        CHECK(line);
        count += report_module(dwfl, u, line);
        free(line);
        at += size + (at[size] == '\n');
    }
}

static int find_nothing(Dwfl_Module *module, void **data, const char *name, Dwarf_Addr base, char **file, Elf **elf)
{
    (void)module, (void)data, (void)name, (void)base, (void)file, (void)elf;
    return -1;
}

static int find_no_debug_file(Dwfl_Module *module, void **data, const char *name, Dwarf_Addr base, const char *file,
                              const char *link, GElf_Word crc, char **out)
{
    (void)module, (void)data, (void)name, (void)base, (void)file, (void)link, (void)crc, (void)out;
    return -1; /* what is not in the files themselves is not looked for */
}

/* --- one thread: what libdw asks ---------------------------------------------------------------------------------- */

static pid_t next_thread(Dwfl *dwfl, void *context, void **thread)
{
    (void)dwfl;
    pid_t next = *thread ? 0 : 1;
    *thread = context;
    return next;
}

static bool read_memory(Dwfl *dwfl, Dwarf_Addr address, Dwarf_Word *out, void *context)
{
    (void)dwfl;
    const struct unwinding *u = context;
    uint64_t at = address - u->record.sp;
    if (address < u->record.sp || u->record.stack < sizeof *out || at > u->record.stack - sizeof *out)
        return false;
    memcpy(out, u->stack + at, sizeof *out);
    return true;
}

/* x86-64 in DWARF's order: rax rdx rcx rbx rsi rdi rbp rsp r8 ... r15 and the return address. */
static bool set_registers(Dwfl_Thread *thread, void *context)
{
    const struct unwinding *u = context;
    const struct stack_record *r = &u->record;
    /* vfork() of the C library keeps its return address in rdi, as it says in its unwind table */
    const Dwarf_Word values[17] = {
        [3] = r->saved[0],  [5] = r->saved[5],  [6] = r->fp,        [7] = r->sp, [12] = r->saved[1],
        [13] = r->saved[2], [14] = r->saved[3], [15] = r->saved[4], [16] = r->pc};
    return dwfl_thread_state_registers(thread, 0, 17, values);
}

/* --- frames ------------------------------------------------------------------------------------------------------- */

static void print_frame(struct unwinding *u, const char *function, int line, const char *called, const char *file,
                        const char *folder)
{
    size_t size = folder ? strlen(folder) : 0;
    if (file && size > 0 && strncmp(file, folder, size) == 0 && file[size] == '/')
        file += size + 1;
    bool known = line > 0 && member_text_ok(file, PATH_SHOWN_MAX);
    u->frames++;
    (void)printf("%s\t%d\t%s\t%s\n", member_text_ok(function, NAME_SHOWN_MAX) ? function : "", known ? line : 0,
                 member_text_ok(called, NAME_SHOWN_MAX) ? called : "", known ? file : ""); /* checked by fflush */
}

static const char *call_file(Dwarf_Die *unit, Dwarf_Die *inlined)
{
    Dwarf_Attribute attribute;
    Dwarf_Word index;
    Dwarf_Files *files;
    size_t count;
    if (dwarf_formudata(dwarf_attr(inlined, DW_AT_call_file, &attribute), &index) != 0 ||
        dwarf_getsrcfiles(unit, &files, &count) != 0 || index >= count)
        return NULL;
    return dwarf_filesrc(files, index, NULL, NULL);
}

/* From the function whose line the address is, inlined or not, to the one whose code it is. */
static void print_scopes(struct unwinding *u, Dwarf_Die *unit, Dwarf_Addr address, int line, const char *called,
                         const char *file)
{
    Dwarf_Die *scopes = NULL, *around = NULL;
    Dwarf_Attribute attribute;
    const char *folder = dwarf_formstring(dwarf_attr(unit, DW_AT_comp_dir, &attribute));
    int count = dwarf_getscopes(unit, address, &scopes), first = 0;
    while (first < count && dwarf_tag(&scopes[first]) != DW_TAG_subprogram &&
           dwarf_tag(&scopes[first]) != DW_TAG_inlined_subroutine)
        first++;
    int outer = first < count ? dwarf_getscopes_die(&scopes[first], &around) : 0;
    if (outer <= 0)
        print_frame(u, NULL, line, called, file, folder);
    for (int i = 0; i < outer && u->frames < FRAMES_MAX; i++) {
        int tag = dwarf_tag(&around[i]);
        Dwarf_Word number;
        if (tag != DW_TAG_subprogram && tag != DW_TAG_inlined_subroutine)
            continue;
        print_frame(u, dwarf_diename(&around[i]), line, called, file, folder);
        called = NULL; /* whoever it is inlined in has that one to show */
        if (tag == DW_TAG_subprogram)
            break;
        bool known = dwarf_formudata(dwarf_attr(&around[i], DW_AT_call_line, &attribute), &number) == 0;
        line = known && number <= INT32_MAX ? (int)number : 0;
        file = call_file(unit, &around[i]);
    }
    free(scopes);
    free(around);
}

/* A name only when the address lies inside of what bears it. */
static const char *symbol_at(Dwfl_Module *module, Dwarf_Addr address)
{
    GElf_Off offset;
    GElf_Sym symbol;
    const char *name = module ? dwfl_module_addrinfo(module, address, &offset, &symbol, NULL, NULL, NULL) : NULL;
    return name && offset < symbol.st_size ? name : NULL;
}

/* --- what a call instruction calls (x86-64) ----------------------------------------------------------------------- */

/* size bytes of the file that are loaded at address; NULL: none are. */
static const unsigned char *code_at(Elf *elf, uint64_t address, size_t size)
{
    size_t count = 0;
    if (elf_getphdrnum(elf, &count) != 0)
        return NULL;
    for (size_t i = 0; i < count && i < PHDRS_MAX; i++) {
        GElf_Phdr header;
        if (!gelf_getphdr(elf, (int)i, &header) || header.p_type != PT_LOAD || address < header.p_vaddr ||
            address - header.p_vaddr > header.p_filesz || header.p_filesz - (address - header.p_vaddr) < size)
            continue;
        Elf_Data *data =
            elf_getdata_rawchunk(elf, (int64_t)(header.p_offset + (address - header.p_vaddr)), size, ELF_T_BYTE);
        return data ? data->d_buf : NULL;
    }
    return NULL;
}

static int32_t distance(const unsigned char *code)
{
    int32_t value;
    memcpy(&value, code, sizeof value);
    return value;
}

/* The name that the dynamic loader looks up for a slot of the table of addresses. */
static const char *slot_name(Elf *elf, uint64_t slot)
{
    Elf_Scn *section = NULL;
    while ((section = elf_nextscn(elf, section))) {
        GElf_Shdr header, names;
        if (!gelf_getshdr(section, &header) || header.sh_type != SHT_RELA || !(header.sh_flags & SHF_ALLOC) ||
            header.sh_entsize == 0)
            continue;
        Elf_Scn *symbols = elf_getscn(elf, header.sh_link);
        Elf_Data *data = elf_getdata(section, NULL), *symbol_data = elf_getdata(symbols, NULL);
        for (size_t i = 0; data && symbol_data && i < header.sh_size / header.sh_entsize && i < RELOCATIONS_MAX; i++) {
            GElf_Rela entry;
            GElf_Sym symbol;
            if (gelf_getrela(data, (int)i, &entry) && entry.r_offset == slot && gelf_getshdr(symbols, &names) &&
                gelf_getsym(symbol_data, (int)GELF_R_SYM(entry.r_info), &symbol))
                return elf_strptr(elf, names.sh_link, symbol.st_name);
        }
    }
    return NULL;
}

/* The C library's function may be gone from the stack: sem_wait() ends in a jump to one without a name. So the name is
 * taken from the call itself: "call f", through an entry of the procedure linkage table or not, or "call *slot". */
static const char *called_before(Dwfl_Module *module, Dwarf_Addr after)
{
    GElf_Addr bias = 0;
    Elf *elf = dwfl_module_getelf(module, &bias);
    const unsigned char *code = elf ? code_at(elf, after - bias - 6, 6) : NULL;
    if (!code)
        return NULL;
    if (code[0] == 0xff && code[1] == 0x15)
        return slot_name(elf, after - bias + (uint64_t)(int64_t)distance(code + 2));
    if (code[1] != 0xe8)
        return NULL;
    uint64_t target = after - bias + (uint64_t)(int64_t)distance(code + 2), skip = 0;
    const char *own = symbol_at(module, target + bias);
    code = own ? NULL : code_at(elf, target, 12);
    if (!code)
        return own;
    skip += memcmp(code, "\xf3\x0f\x1e\xfa", 4) == 0 ? 4 : 0; /* endbr64 */
    skip += code[skip] == 0xf2;                               /* bnd */
    if (code[skip] != 0xff || code[skip + 1] != 0x25)
        return NULL;
    return slot_name(elf, target + skip + 6 + (uint64_t)(int64_t)distance(code + skip + 2));
}

/* The address that the instructions right before a call at offset i load as its first argument: "lea rel(%rip), %rdi",
 * the same by way of %rax, and both as "mov $address". 0: something else. */
static uint64_t argument_before(const unsigned char *code, size_t i, uint64_t start)
{
    static const unsigned char by_rax[] = {0x48, 0x89, 0xc7};
    if (i >= 7 && memcmp(code + i - 7, "\x48\x8d\x3d", 3) == 0)
        return start + i + (uint64_t)(int64_t)distance(code + i - 4);
    if (i >= 5 && code[i - 5] == 0xbf)
        return (uint64_t)(uint32_t)distance(code + i - 4);
    if (i < 8 || memcmp(code + i - 3, by_rax, sizeof by_rax) != 0)
        return 0;
    if (i >= 10 && memcmp(code + i - 10, "\x48\x8d\x05", 3) == 0)
        return start + i - 3 + (uint64_t)(int64_t)distance(code + i - 7);
    return code[i - 8] == 0xb8 ? (uint64_t)(uint32_t)distance(code + i - 7) : 0;
}

static void note_taken(struct unwinding *u, Dwarf_Addr variable, Dwarf_Die *unit, Dwarf_Line *row)
{
    Dwarf_Attribute attribute;
    const char *file = row ? dwarf_linesrc(row, NULL, NULL) : NULL;
    const char *folder = dwarf_formstring(dwarf_attr(unit, DW_AT_comp_dir, &attribute));
    size_t size = folder ? strlen(folder) : 0;
    int line = 0;
    if (file && size > 0 && strncmp(file, folder, size) == 0 && file[size] == '/')
        file += size + 1;
    if (!file || dwarf_lineno(row, &line) != 0 || !member_text_ok(file, PATH_SHOWN_MAX))
        return;
    for (size_t i = 0; i < u->taken_count; i++)
        if (u->taken[i].variable == variable) {
            u->taken[i].count++;
            return;
        }
    if (u->taken_count == TAKEN_MAX)
        return;
    struct taken *taken = &u->taken[u->taken_count++];
    *taken = (struct taken){.variable = variable, .line = line, .count = 1};
    (void)snprintf(taken->file, sizeof taken->file, "%s", file); /* it fits */
}

/* Which locks did this function take before it came to where it is? The lock of whom it is known to have it. */
static void find_taken(struct unwinding *u, Dwfl_Module *module, Dwarf_Die *unit, Dwarf_Addr pc, Dwarf_Addr die_bias)
{
    GElf_Off offset;
    GElf_Sym symbol;
    GElf_Addr bias = 0;
    Elf *elf = dwfl_module_getelf(module, &bias);
    if (!elf || !dwfl_module_addrinfo(module, pc, &offset, &symbol, NULL, NULL, NULL) || offset >= symbol.st_size ||
        offset > FUNCTION_BYTES_MAX)
        return;
    uint64_t start = pc - offset;
    const unsigned char *code = code_at(elf, start - bias, offset);
    for (size_t i = 0; code && i + 5 <= offset; i++) {
        const char *name = code[i] == 0xe8 ? called_before(module, start + i + 5) : NULL;
        bool gives_back = name && strstr(name, "mutex_unlock");
        uint64_t variable = gives_back || (name && strstr(name, "mutex_lock")) ? argument_before(code, i, start) : 0;
        if (variable != 0 && gives_back) /* then it was taken again, who knows where */
            note_taken(u, variable, unit, dwarf_getsrc_die(unit, start + i - die_bias));
        if (variable != 0)
            note_taken(u, variable, unit, dwarf_getsrc_die(unit, start + i - die_bias));
    }
}

/* --- what the call was given -------------------------------------------------------------------------------------- */

/* Names the byte of the variable, in full. */
static bool name_byte(struct unwinding *u, Dwarf_Die *variable, Dwarf_Word offset)
{
    Dwarf_Die type;
    struct member member = {0};
    const char *name = dwarf_diename(variable);
    if (!member_text_ok(name, MEMBER_NAME_MAX) || !member_type(variable, &type))
        return false;
    buf_add_string(&member.path, name);
    bool known = member_within(type, offset, false, &member) && member_text_ok(member.path.data, PATH_SHOWN_MAX);
    if (known)
        u->given = member.path;
    else
        buf_free(&member.path);
    return known;
}

/* The canonical frame address: variables on the stack lie at fixed distances from it. */
static bool frame_address(Dwfl_Frame *frame, Dwfl_Module *module, Dwarf_Addr pc, Dwarf_Addr *out)
{
    Dwarf_Addr bias;
    Dwarf_CFI *cfi = dwfl_module_eh_cfi(module, &bias);
    Dwarf_Frame *rules = NULL;
    Dwarf_Op *ops;
    size_t count;
    Dwarf_Word value;
    bool known = cfi && dwarf_cfi_addrframe(cfi, pc - bias, &rules) == 0 && dwarf_frame_cfa(rules, &ops, &count) == 0 &&
                 count == 1 && ops[0].atom == DW_OP_bregx &&
                 dwfl_frame_reg(frame, (unsigned)ops[0].number, &value) == 0;
    if (known)
        *out = value + ops[0].number2;
    free(rules);
    return known;
}

/* One of the variables of a scope, when it holds the address. */
static bool name_in_scope(struct unwinding *u, Dwarf_Die *scope, Dwarf_Addr pc, Dwarf_Addr frame)
{
    Dwarf_Die child, type;
    if (dwarf_child(scope, &child) != 0)
        return false;
    do {
        Dwarf_Attribute location;
        Dwarf_Op *ops;
        size_t count;
        Dwarf_Word size;
        if (dwarf_tag(&child) != DW_TAG_variable ||
            dwarf_getlocation_addr(dwarf_attr(&child, DW_AT_location, &location), pc, &ops, &count, 1) != 1 ||
            count != 1 || ops[0].atom != DW_OP_fbreg || !member_type(&child, &type) ||
            dwarf_aggregate_size(&type, &size) != 0)
            continue;
        Dwarf_Addr offset = u->record.saved[5] - (frame + ops[0].number);
        if (offset < size)
            return name_byte(u, &child, offset);
    } while (dwarf_siblingof(&child, &child) == 0);
    return false;
}

/* Is it a variable of this frame's function, or of one that is inlined there? */
static void find_given(struct unwinding *u, Dwfl_Frame *frame, Dwfl_Module *module, Dwarf_Die *unit, Dwarf_Addr pc,
                       Dwarf_Addr bias)
{
    Dwarf_Addr address;
    Dwarf_Die *scopes = NULL, *around = NULL;
    bool found = false;
    if (u->given.data || !frame_address(frame, module, pc, &address))
        return;
    int inner = dwarf_getscopes(unit, pc - bias, &scopes);
    int count = inner > 0 ? dwarf_getscopes_die(&scopes[0], &around) : 0; /* as the code lies, also what is inlined */
    for (int i = 0; i < count; i++) {
        int tag = dwarf_tag(&around[i]);
        found = found || (tag != DW_TAG_compile_unit && name_in_scope(u, &around[i], pc - bias, address));
        if (found && (tag == DW_TAG_subprogram || tag == DW_TAG_inlined_subroutine)) {
            u->owner = dwarf_diename(&around[i]);
            break;
        }
    }
    free(scopes);
    free(around);
}

/* A variable outside of functions. */
static void find_given_global(struct unwinding *u, Dwfl *dwfl)
{
    GElf_Off offset;
    GElf_Sym symbol;
    Dwarf_Addr bias;
    Dwarf_Die variable;
    Dwfl_Module *module = dwfl_addrmodule(dwfl, u->record.saved[5]);
    const char *name = module && module == u->own
                           ? dwfl_module_addrinfo(module, u->record.saved[5], &offset, &symbol, NULL, NULL, NULL)
                           : NULL;
    Dwarf *dwarf = name && offset < symbol.st_size ? dwfl_module_getdwarf(module, &bias) : NULL;
    if (dwarf && (strchr(name, '.') ? member_static(dwarf, name, &variable) : member_global(dwarf, name, &variable)))
        (void)name_byte(u, &variable, offset); /* what has no name is not told */
}

/* --- one stack ---------------------------------------------------------------------------------------------------- */

static int see_frame(Dwfl_Frame *frame, void *context)
{
    struct unwinding *u = context;
    Dwarf_Addr pc, bias = 0;
    bool is_exact;
    int line = 0;
    if (u->frames >= FRAMES_MAX || !dwfl_frame_pc(frame, &pc, &is_exact))
        return DWARF_CB_ABORT;
    pc -= is_exact ? 0 : 1; /* a return address is one past the call */
    Dwfl_Module *module = dwfl_addrmodule(dwfl_thread_dwfl(dwfl_frame_thread(frame)), pc);
    Dwarf_Die *unit = module && module == u->own ? dwfl_module_addrdie(module, pc, &bias) : NULL;
    Dwarf_Line *row = unit ? dwarf_getsrc_die(unit, pc - bias) : NULL;
    const char *file = row && dwarf_lineno(row, &line) == 0 ? dwarf_linesrc(row, NULL, NULL) : NULL;
    if (unit) {
        find_taken(u, module, unit, pc, bias);
        find_given(u, frame, module, unit, pc, bias);
    }
    if (file)
        print_scopes(u, unit, pc - bias, line, is_exact ? NULL : called_before(module, pc + 1), file);
    else
        print_frame(u, symbol_at(module, pc), 0, NULL, NULL, NULL);
    return DWARF_CB_OK;
}

/* "TAB NAME TAB OFFSET TAB SIZE" of the variable of the program that holds the address; nothing if there is none. */
static bool print_name(const struct unwinding *u, Dwfl *dwfl, Dwarf_Addr address)
{
    GElf_Off offset;
    GElf_Sym symbol;
    Dwfl_Module *module = dwfl_addrmodule(dwfl, address);
    const char *name =
        module && module == u->own ? dwfl_module_addrinfo(module, address, &offset, &symbol, NULL, NULL, NULL) : NULL;
    if (!name || GELF_ST_TYPE(symbol.st_info) != STT_OBJECT || offset >= symbol.st_size || symbol.st_size > INT32_MAX ||
        !member_text_ok(name, NAME_SHOWN_MAX))
        return false;
    (void)printf("\t%s\t%" PRIu64 "\t%" PRIu64, name, offset, symbol.st_size); /* checked by fflush */
    return true;
}

/* What the frames locked in one place alone: there it was taken, if it is known to be theirs. */
static void print_taken(const struct unwinding *u, Dwfl *dwfl)
{
    for (size_t i = 0; i < u->taken_count; i++) {
        const struct taken *taken = &u->taken[i];
        if (taken->count > 1)
            continue;
        (void)printf("took %d\t%s", taken->line, taken->file); /* checked by fflush */
        (void)print_name(u, dwfl, taken->variable);            /* without a name it is passed over */
        (void)printf("\n");                                    /* as above */
    }
}

static void unwind(struct unwinding *u)
{
    static const Dwfl_Callbacks finders = {.find_elf = find_nothing, .find_debuginfo = find_no_debug_file};
    static const Dwfl_Thread_Callbacks thread = {
        .next_thread = next_thread, .memory_read = read_memory, .set_initial_registers = set_registers};
    Dwfl *dwfl = dwfl_begin(&finders);
    CHECK(dwfl);
    report_modules(dwfl, u);
    /* Whatever fails, fewer frames come out: that is an answer. */
    bool known = dwfl_report_end(dwfl, NULL, NULL) == 0;
    (void)print_name(u, dwfl,
                     u->record.saved[5]); /* nothing is an answer, too: a lock, a semaphore, or another pointer */
    (void)printf("\n");                   /* checked by fflush */
    if (known && u->own && dwfl_attach_state(dwfl, NULL, 1, &thread, u)) {
        (void)dwfl_getthread_frames(dwfl, 1, see_frame, u);
        if (!u->given.data)
            find_given_global(u, dwfl);
    }
    print_taken(u, dwfl);
    if (u->given.data)
        (void)printf("given %s\t%s\n", u->given.data,
                     member_text_ok(u->owner, MEMBER_NAME_MAX) ? u->owner : ""); /* checked by fflush */
    buf_free(&u->given);
    dwfl_end(dwfl);
}

static bool map_side(const char *path, struct side *out)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) < 0 || st.st_size <= 0)
        return false;
    void *data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    *out = (struct side){data, (size_t)st.st_size};
    return data != MAP_FAILED;
}

int main(int argc, char **argv)
{
    struct side side;
    if (argc < 4 || elf_version(EV_CURRENT) == EV_NONE)
        return 2;
    if (!map_side(argv[3], &side)) {
        (void)fprintf(stderr, "'%s' holds no stacks\n", argv[3]); /* last words */
        return 1;
    }
    for (int i = 4; i < argc; i++) {
        struct unwinding u = {.program = argv[1], .as = argv[2]};
        (void)printf("stack %s", argv[i]); /* checked by fflush */
        if (take_record(side, argv[i], &u))
            unwind(&u);
        else
            (void)printf("\n"); /* as above */
        free(u.maps);
    }
    (void)printf("end %d\n", argc - 4); /* checked by fflush */
    return fflush(stdout) == 0 ? 0 : 1;
}
